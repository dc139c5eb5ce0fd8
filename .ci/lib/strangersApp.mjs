import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { start } from '../../bootstrap/children.mjs';
import { ROOT } from '../../bootstrap/paths.mjs';
import { editFile, replaceOnce } from './editFile.mjs';
import { freePort } from './freePort.mjs';
import { readYarnSetting } from './readYarnSetting.mjs';
import { seeCard } from './seeCard.mjs';
import { seeForm } from './seeForm.mjs';
import { stop } from './stop.mjs';
import { installForm } from './strangersForm.mjs';
import { waitForUrl } from './waitFor.mjs';

const CREATE_APP = '@backstage/create-app@0.9.2';
const READY_LIMIT_MS = 300_000;
const FRONTEND = '@orchestr8/backstage-plugin-o8';
const BACKEND = '@orchestr8/backstage-plugin-o8-backend';

const LEGACY_CARDS = [
  'EntityO8SyncCard',
  'EntityO8ComplianceCard',
  'EntityO8RecoveryCard',
  'EntityO8SourcesCard',
];

const MODULE = `
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: strangers-module
  annotations:
    orchestr8.io/module: strangers-module
spec:
  type: website
  lifecycle: experimental
  owner: guests
`;

/**
 * Creates an app as a stranger would, and installs the published packages as the docs
 * say; answers its folder.
 */
export async function createStrangersApp(context, options) {
  const { system, registry, packages } = options;
  const folder = path.join(context.folder, `stranger-${system}`);
  createApp(context, folder, system);
  install(folder, { system, registry, packages });

  await context.yarn(['install'], {
    cwd: folder,
    env: {
      CI: '',
      YARN_GLOBAL_FOLDER: makeYarnFolder(context),
      // Yarn believes the environment before its configuration.
      YARN_NPM_REGISTRY_SERVER: registry.url,
    },
  });
  requireInstalled(folder, packages);
  await context.yarn(['backstage-cli', 'config:check', '--strict'], {
    cwd: folder,
    env: { GITHUB_TOKEN: 'none' },
  });
  await context.yarn(['tsc'], { cwd: folder });
  return folder;
}

function createApp(context, folder, system) {
  mkdirSync(path.dirname(folder), { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    'npm',
    [
      'exec',
      '--yes',
      `--package=${CREATE_APP}`,
      '--',
      'backstage-create-app',
      '--skip-install',
      '--path',
      folder,
      ...(system === 'legacy' ? ['--legacy'] : []),
    ],
    {
      cwd: context.folder,
      env: context.toolchain.env,
      encoding: 'utf8',
      // The answer to its one question, the name of the app.
      input: 'stranger\n',
    },
  );
  if (status !== 0) {
    throw new Error(`create-app ended with ${status}\n${stdout}\n${stderr}`);
  }
}

/**
 * What docs/how-to/install.md tells people to do, and the registry: this one is plain
 * http, and what it serves is younger than the age at which Yarn trusts a package.
 */
function install(folder, { system, registry, packages }) {
  const at = name => path.join(folder, name);
  editFile(at('package.json'), text => {
    const manifest = JSON.parse(text);
    Object.assign(manifest.resolutions, readResolutionsFromDocs());
    return JSON.stringify(manifest, null, 2);
  });
  const addPackage = (file, name, version = packages[name]) =>
    addDependency(file, name, version);
  addPackage(at('packages/app/package.json'), FRONTEND);
  addPackage(at('packages/backend/package.json'), BACKEND);
  editFile(at('packages/backend/src/index.ts'), text =>
    replaceOnce(
      text,
      'backend.start();',
      `backend.add(import('${BACKEND}'));\n\nbackend.start();`,
    ),
  );
  if (system === 'legacy') {
    editFile(
      at('packages/app/src/components/catalog/EntityPage.tsx'),
      addLegacyCard,
    );
  }
  appendFileSync(at('examples/entities.yaml'), MODULE);
  appendFileSync(
    at('app-config.yaml'),
    `
o8:
  clusters:
    - { name: eu-1, type: kubernetes, url: https://eu-1.example.com }
    - { name: us-1, type: kubernetes, url: https://us-1.example.com }
`,
  );
  installForm(folder, { system, addDependency: addPackage });
  appendFileSync(
    at('.yarnrc.yml'),
    `
enableScripts: false
npmRegistryServer: ${registry.url}
unsafeHttpWhitelist: [localhost]
npmMinimalAgeGate: 0
`,
  );
  editFile(at('.yarnrc.yml'), text =>
    text.replace(/^npmMinimalAgeGate: 3d\n/m, ''),
  );
}

/**
 * A global folder of Yarn for these apps alone, with this machine's packages. Yarn
 * keeps what registries say by host name, so what the registry of an earlier run said,
 * on another port of the same host, would be believed.
 */
function makeYarnFolder(context) {
  const folder = path.join(context.folder, 'yarn');
  if (!existsSync(folder)) {
    mkdirSync(folder);
    const real = readYarnSetting(context, 'globalFolder');
    const cache = path.join(real, 'cache');
    forgetOurPackages(cache);
    symlinkSync(cache, path.join(folder, 'cache'));
  }
  return folder;
}

// Of one version there are many contents until it is released: what an earlier run has
// published must not be taken for what this one has.
function forgetOurPackages(cache) {
  const names = existsSync(cache) ? readdirSync(cache) : [];
  for (const name of names.filter(file => file.startsWith('@orchestr8-'))) {
    rmSync(path.join(cache, name));
  }
}

function readResolutionsFromDocs() {
  const text = readFileSync(path.join(ROOT, 'docs/how-to/install.md'), 'utf8');
  const [, json] = /```json\n(\{\s*"resolutions"[^`]*)```/.exec(text) ?? [];
  if (!json) {
    throw new Error('docs/how-to/install.md names no resolutions');
  }
  return JSON.parse(json).resolutions;
}

function addDependency(file, name, version) {
  editFile(file, text => {
    const manifest = JSON.parse(text);
    manifest.dependencies[name] = version;
    if (manifest.dependencies['better-sqlite3']) {
      manifest.dependencies['better-sqlite3'] = '^13.0.0';
    }
    return JSON.stringify(manifest, null, 2);
  });
}

function addLegacyCard(text) {
  const withImport = `import { ${LEGACY_CARDS.join(
    ', ',
  )}, isModule } from '${FRONTEND}/legacy';\n${text}`;
  return replaceOnce(
    withImport,
    '    <Grid item md={4} xs={12}>\n      <EntityLinksCard />',
    `    <EntitySwitch>
      <EntitySwitch.Case if={isModule}>
        <Grid item md={6} xs={12}>
${LEGACY_CARDS.map(card => `          <${card} />\n`).join('')}        </Grid>
      </EntitySwitch.Case>
    </EntitySwitch>

    <Grid item md={4} xs={12}>
      <EntityLinksCard />`,
  );
}

// The packages must come from the registry: a link to the checkout would prove nothing.
function requireInstalled(folder, packages) {
  for (const [name, version] of Object.entries(packages)) {
    const file = path.join(folder, 'node_modules', name, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    if (manifest.version !== version || !/dist/.test(manifest.main)) {
      throw new Error(`${name} was not installed as it was published`);
    }
  }
}

/** Starts an app, and looks at the card and at the form in a browser. */
export async function useStrangersApp(context, { folder, executable }) {
  const [appPort, backendPort] = [await freePort(), await freePort()];
  const app = `http://localhost:${appPort}`;
  const backend = `http://localhost:${backendPort}`;
  const config = {
    app_baseUrl: app,
    backend_baseUrl: backend,
    backend_listen_port: backendPort,
    backend_cors_origin: app,
  };
  const env = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      `APP_CONFIG_${key}`,
      JSON.stringify(value),
    ]),
  );
  const { node, yarn } = context.toolchain;
  const child = start(node, [yarn, 'start'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...context.toolchain.env,
      ...env,
      BROWSER: 'none',
      GITHUB_TOKEN: 'none',
      LOG_LEVEL: 'warn',
    },
  });
  try {
    const options = { child, limitMs: READY_LIMIT_MS };
    await waitForUrl(`${backend}/.backstage/health/v1/readiness`, options);
    await waitForUrl(app, options);
    await seeCard({ app, executable });
    await seeForm({ app, executable });
  } finally {
    await stop(child);
  }
}
