import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { runAndRead } from './children.mjs';
import { describeFailure, toShownRegistry } from './describeFailure.mjs';
import { findNodePackage, isSupportedNode } from './nodeVersion.mjs';
import { ROOT, TOOLCHAIN } from './paths.mjs';
import { Problem } from './Problem.mjs';

const NODE_RANGE = '24';

/** The registry that npm is configured with, as it may be shown. */
export function shownRegistry(env = process.env) {
  return env.npm_config_registry
    ? toShownRegistry(env.npm_config_registry)
    : "npm's default";
}

/**
 * Makes sure of a Node that Backstage runs on and of the repository's Yarn, from the
 * package registry where the machine has none. Answers the paths of both and the
 * environment in which every tool is to run.
 */
export async function ensureToolchain({ log }) {
  const { nodePackage, specs } = planToolchain();
  if (!nodePackage && !isSupportedNode(process.version)) {
    throw new Problem(
      `Node 22 or 24 is needed, and the registry has none for ${process.platform} on ${process.arch}: install one, then run the same command again (found ${process.version}).`,
    );
  }

  if (!specs.every(isInstalled)) {
    await install(specs, { log });
  }

  const node = nodePackage
    ? path.join(modulePath(nodePackage), nodeBinary())
    : process.execPath;
  return {
    node,
    yarn: path.join(modulePath('@yarnpkg/cli-dist'), 'bin', 'yarn.js'),
    env: createEnvironment(node),
  };
}

/** Whether nothing has to be installed for {@link ensureToolchain}. */
export function isToolchainInstalled() {
  return planToolchain().specs.every(isInstalled);
}

function planToolchain() {
  const nodePackage = isSupportedNode(process.version)
    ? undefined
    : findNodePackage(process);
  return {
    nodePackage,
    specs: [
      `@yarnpkg/cli-dist@${readYarnVersion()}`,
      ...(nodePackage ? [`${nodePackage}@${NODE_RANGE}`] : []),
    ],
  };
}

function nodeBinary() {
  return process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
}

function modulePath(name) {
  return path.join(TOOLCHAIN, 'node_modules', name);
}

function readYarnVersion() {
  const { packageManager } = readJson(path.join(ROOT, 'package.json'));
  return packageManager.replace('yarn@', '');
}

function isInstalled(spec) {
  const at = spec.lastIndexOf('@');
  const manifest = path.join(modulePath(spec.slice(0, at)), 'package.json');
  const wanted = spec.slice(at + 1);
  if (!existsSync(manifest)) {
    return false;
  }
  const { version } = readJson(manifest);
  return version === wanted || version.startsWith(`${wanted}.`);
}

async function install(specs, { log }) {
  log(`Setting up ${specs.join(' and ')} …`);
  if (process.env.npm_config_ignore_scripts === 'true') {
    log('npm is set to ignore scripts: that is fine, none is needed here.');
  }
  // Renamed when it is whole: what was interrupted must not look installed.
  const folder = `${TOOLCHAIN}.new`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // A package of its own: npm would otherwise install into the repository's root.
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const [command, ...args] = findNpm();
  const { code, output } = await runAndRead(
    command,
    [
      ...args,
      'install',
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--fetch-retries=1',
      ...specs,
    ],
    {
      cwd: folder,
      shell: command === 'npm' && process.platform === 'win32',
    },
  );
  if (code !== 0) {
    throw new Problem(
      describeFailure(output, { registry: shownRegistry() }) ??
        `npm could not install ${specs.join(' and ')}:\n${output.trim()}`,
    );
  }
  rmSync(TOOLCHAIN, { recursive: true, force: true });
  renameSync(folder, TOOLCHAIN);
}

// npm tells its scripts where it is; under Yarn it has to be on the PATH.
function findNpm() {
  const { npm_execpath: execPath } = process.env;
  return execPath && /npm(-cli)?\.c?js$/.test(execPath)
    ? [process.execPath, execPath]
    : ['npm'];
}

/** The environment with our Node and Yarn first, and npm's settings told to Yarn. */
export function createEnvironment(node, base = process.env) {
  const env = { ...base };
  const key = Object.keys(env).find(name => /^path$/i.test(name)) ?? 'PATH';
  env[key] = [
    path.dirname(node),
    path.join(ROOT, 'node_modules', '.bin'),
    path.join(TOOLCHAIN, 'node_modules', '.bin'),
    env[key],
  ].join(path.delimiter);

  const settings = {
    YARN_NPM_REGISTRY_SERVER: base.npm_config_registry,
    YARN_HTTPS_CA_FILE_PATH: base.npm_config_cafile,
    YARN_HTTP_PROXY: base.npm_config_proxy ?? base.HTTP_PROXY,
    YARN_HTTPS_PROXY: base.npm_config_https_proxy ?? base.HTTPS_PROXY,
  };
  for (const [name, value] of Object.entries(settings)) {
    if (value && value !== 'null' && env[name] === undefined) {
      env[name] = value;
    }
  }
  return env;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
