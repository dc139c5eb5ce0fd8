import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { runAndRead } from './children.mjs';
import { describeFailure } from './describeFailure.mjs';
import { InstallProgress } from './InstallProgress.mjs';
import { listPackages } from './listPackages.mjs';
import { LOGS, ROOT } from './paths.mjs';
import { Problem } from './Problem.mjs';
import { shownRegistry } from './toolchain.mjs';

// Inside node_modules, so that it goes when they go.
const STAMP = path.join(ROOT, 'node_modules', '.o8-installed');
const FULL_DISK_BYTES = 100 * 1024 * 1024;

/** Whether the dependencies are those of this checkout. */
export function areDependenciesInstalled() {
  return (
    existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashManifests(ROOT)
  );
}

/** Installs the dependencies unless they are already those of this checkout. */
export async function ensureDependencies({ toolchain, log }) {
  if (areDependenciesInstalled()) {
    return;
  }
  // What is interrupted now must not look installed when the manifests go back.
  rmSync(STAMP, { force: true });
  const progress = new InstallProgress({ log, stream: process.stdout });
  progress.start();
  const { code, output } = await runAndRead(
    toolchain.node,
    [toolchain.yarn, 'install', ...(process.env.CI ? ['--immutable'] : [])],
    { cwd: ROOT, env: toolchain.env, onText: text => progress.add(text) },
  );
  progress.end({ isDone: code === 0 });

  if (code !== 0) {
    throw new Problem(explain(output));
  }
  // yarn install may have written yarn.lock.
  writeFileSync(STAMP, hashManifests(ROOT));
}

function explain(output) {
  const { YARN_NPM_REGISTRY_SERVER, npm_config_registry } = process.env;
  const registry = shownRegistry({
    npm_config_registry: YARN_NPM_REGISTRY_SERVER ?? npm_config_registry,
  });
  const { bavail, bsize } = statfsSync(ROOT);
  const isFull = bavail * bsize < FULL_DISK_BYTES;
  const sentence = describeFailure(isFull ? 'ENOSPC' : output, { registry });
  if (isFull) {
    return sentence;
  }
  mkdirSync(LOGS, { recursive: true });
  const file = path.join(LOGS, 'install.log');
  writeFileSync(file, output);
  const lines = output.trim().split('\n');
  const errors = lines.filter(line => /YN0001|Error|error/.test(line));
  const shown =
    sentence ?? (errors.length ? errors : lines).slice(-10).join('\n');
  return `${shown}\n  Everything that Yarn said: ${path.relative(ROOT, file)}`;
}

/** One hash over all that decides what gets installed. */
export function hashManifests(root) {
  const hash = createHash('sha256');
  for (const file of ['yarn.lock', '.yarnrc.yml', 'package.json']) {
    addFile(path.join(root, file));
  }
  for (const { folder } of listPackages(root)) {
    addFile(path.join(root, folder, 'package.json'));
  }
  return hash.digest('hex');

  function addFile(file) {
    if (existsSync(file)) {
      hash.update(path.relative(root, file));
      hash.update(readFileSync(file));
    }
  }
}
