import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { start } from '../../bootstrap/children.mjs';
import { freePort } from './freePort.mjs';
import { readYarnSetting } from './readYarnSetting.mjs';
import { stop } from './stop.mjs';
import { waitForUrl } from './waitFor.mjs';

const LIMIT_MS = 60_000;

/**
 * Starts a registry that is thrown away afterwards. It keeps what is published to it,
 * and passes all else on to the registry that this machine is configured with.
 */
export async function startRegistry(context) {
  const folder = path.join(context.folder, 'registry');
  mkdirSync(folder);
  const port = await freePort();
  const upstream = readYarnSetting(context, 'npmRegistryServer');
  const config = {
    storage: path.join(folder, 'storage'),
    auth: { htpasswd: { file: path.join(folder, 'htpasswd'), max_users: -1 } },
    uplinks: { upstream: { url: upstream, cache: false, maxage: '60m' } },
    packages: {
      '@orchestr8/*': { access: '$all', publish: '$all' },
      '**': { access: '$all', proxy: 'upstream' },
    },
    max_body_size: '100mb',
    log: { type: 'stdout', format: 'pretty', level: 'error' },
    web: { enable: false },
  };
  const file = path.join(folder, 'config.yaml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config));

  const require = createRequire(import.meta.url);
  const verdaccio = path.join(
    path.dirname(require.resolve('verdaccio/package.json')),
    'bin/verdaccio',
  );
  const url = `http://localhost:${port}`;
  const server = start(
    context.toolchain.node,
    [verdaccio, '--config', file, '--listen', url],
    { cwd: folder, env: context.toolchain.env },
  );
  context.onEnd(() => stop(server));
  await waitForUrl(`${url}/-/ping`, { child: server, limitMs: LIMIT_MS });
  return { url, host: `localhost:${port}` };
}
