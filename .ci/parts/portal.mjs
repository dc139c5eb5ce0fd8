import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LOGS, ROOT } from '../../bootstrap/paths.mjs';
import { buildPackages } from '../lib/buildPackages.mjs';
import { requireChromium } from '../lib/chromium.mjs';
import { freePort } from '../lib/freePort.mjs';
import { Portal } from '../lib/Portal.mjs';
import { requirePostgres } from '../lib/postgres.mjs';
import { runTests } from '../lib/runTests.mjs';

// What an operator would write for a portal that guests may look at.
const CONFIG = `
auth:
  providers:
    guest:
      dangerouslyAllowOutsideDevelopment: true
      userEntityRef: user:default/guest
catalog:
  locations:
    - { type: file, target: ./examples/org.yaml, rules: [{ allow: [User, Group] }] }
    - { type: file, target: ./examples/systems.yaml }
    - { type: file, target: ./examples/components/*.yaml }
    - { type: file, target: ./templates/*/template.yaml, rules: [{ allow: [Template] }] }
scaffolder:
  # Sooner than in production: tests wait for it.
  taskRecovery: { enabled: true, staleTimeout: { seconds: 5 } }
`;

/**
 * The built portal as its image contains it (the bundle, its production
 * dependencies), on PostgreSQL, in a real browser.
 */
export async function portal(context) {
  const executable = await requireChromium(context);
  const { portalEnv } = await requirePostgres(context);
  await buildPackages(context);
  const folder = await unpackBundle(context);

  const [port, fleetPort, gitPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const dataDir = path.join(context.folder, 'fleet');
  const url = `http://localhost:${port}`;
  const under = new Portal({
    toolchain: context.toolchain,
    folder,
    url,
    configs: ['app-config.yaml', 'app-config.production.yaml', 'ci.yaml'],
    env: {
      ...portalEnv,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      O8_BASE_URL: url,
      O8_BACKEND_PORT: String(port),
    },
    fleet: { port: String(fleetPort), gitPort: String(gitPort), dataDir },
  });
  try {
    await under.start();
    const control = await under.listen();
    return await runTests({
      run: () =>
        context.yarn(['test:e2e'], {
          env: {
            O8_E2E_URL: url,
            O8_E2E_FLEET: path.join(dataDir, 'fleet.json'),
            O8_E2E_CONTROL: control,
            O8_CHROMIUM: executable,
          },
        }),
      report: path.join(LOGS, 'e2e.json'),
      read: readPlaywright,
    });
  } finally {
    await under.close();
  }
}

// The production configuration has no clusters: those of the demo fleet are added again.
async function createConfig() {
  // Not at the top: in a fresh clone nothing is installed when this file is loaded.
  const { parse, stringify } = await import('yaml');
  const text = readFileSync(path.join(ROOT, 'app-config.yaml'), 'utf8');
  const { kubernetes, o8, backend } = parse(text);
  const { reading } = backend;
  // Relative to where the backend runs, which is another place in a bundle.
  for (const zone of o8.landingZones) {
    zone.file = zone.file.replace('../../', './');
  }
  return CONFIG + stringify({ kubernetes, o8, backend: { reading } });
}

async function unpackBundle(context) {
  const folder = path.join(context.folder, 'portal');
  mkdirSync(folder);
  const dist = path.join(ROOT, 'packages/backend/dist');
  for (const file of [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    'backstage.json',
    'app-config.yaml',
    'app-config.production.yaml',
    'examples',
    'templates',
  ]) {
    cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
  }
  writeFileSync(path.join(folder, 'ci.yaml'), await createConfig());

  await context.run('tar', ['xzf', path.join(dist, 'skeleton.tar.gz')], {
    cwd: folder,
  });
  await context.yarn(['workspaces', 'focus', '--all', '--production'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await context.run('tar', ['xzf', path.join(dist, 'bundle.tar.gz')], {
    cwd: folder,
  });
  return folder;
}

function readPlaywright(text) {
  const { stats } = JSON.parse(text);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  };
}
