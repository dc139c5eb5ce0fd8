import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { run, start } from '../../bootstrap/children.mjs';
import { freePort } from './freePort.mjs';
import { installSystemPackage } from './install.mjs';
import { Skip } from './Skip.mjs';
import { stop } from './stop.mjs';

const DEBIAN_FOLDER = '/usr/lib/postgresql';
const LIMIT_MS = 60_000;
// TestDatabases of Backstage know these; a newer one is used as the newest of them.
const NEWEST_KNOWN = 18;

/**
 * Starts a PostgreSQL of our own, by a user that is not root, which PostgreSQL
 * refuses. Answers how to reach it; it ends with the last part.
 */
export async function requirePostgres(context) {
  return context.share('postgres', () => startPostgres(context));
}

/** The folder of PostgreSQL's programs and its version; installs it where it is missing. */
export async function requireBinaries() {
  if (!findBinaries()) {
    await installSystemPackage('postgresql');
  }
  const found = findBinaries();
  if (!found) {
    throw new Skip('PostgreSQL was installed, and is not where it should be');
  }
  return found;
}

async function startPostgres(context) {
  const { folder: binaries, version } = await requireBinaries();
  const data = path.join(context.folder, 'postgres');
  mkdirSync(data, { mode: 0o700 });
  const owner = findOwner();
  if (owner.uid !== undefined) {
    chownSync(data, owner.uid, owner.gid);
    // The folder of mkdtemp is for root alone; the owner has to get through it.
    execFileSync('chmod', ['711', context.folder]);
  }
  const port = await freePort();
  const options = {
    cwd: data,
    stdio: ['ignore', 'ignore', 'inherit'],
    ...owner,
  };

  const code = await run(
    path.join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync'],
    options,
  );
  if (code !== 0) {
    throw new Error(`initdb ended with ${code}`);
  }
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: data,
    fsync: 'off',
    log_min_messages: 'fatal',
    max_connections: 300,
  };
  const server = start(
    path.join(binaries, 'postgres'),
    [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
    ],
    { ...options, stdio: 'ignore' },
  );
  // SIGINT is PostgreSQL's "fast": it ends sessions instead of waiting for them.
  context.onEnd(() => stop(server, 'SIGINT'));
  await waitUntilReady(binaries, port);

  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const id = `POSTGRES${Math.min(version, NEWEST_KNOWN)}`;
  console.log(`PostgreSQL ${version} listens on port ${port}`);
  return {
    testEnv: { [`BACKSTAGE_TEST_DATABASE_${id}_CONNECTION_STRING`]: url },
    portalEnv: {
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: String(port),
      POSTGRES_USER: 'postgres',
      POSTGRES_PASSWORD: 'not checked by "trust"',
    },
  };
}

function findBinaries() {
  if (!existsSync(DEBIAN_FOLDER)) {
    return undefined;
  }
  return readdirSync(DEBIAN_FOLDER)
    .map(version => ({
      folder: path.join(DEBIAN_FOLDER, version, 'bin'),
      version: Number(version),
    }))
    .filter(({ folder }) => existsSync(path.join(folder, 'initdb')))
    .sort((a, b) => a.version - b.version)
    .at(-1);
}

/**
 * Who runs PostgreSQL, where we are root, which it refuses. Debian's package makes the
 * user "postgres"; "nobody" is everywhere.
 */
export function findOwner() {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const name = execFileSync('getent', ['passwd'], {
    encoding: 'utf8',
  }).includes('postgres:')
    ? 'postgres'
    : 'nobody';
  const id = option =>
    Number(execFileSync('id', [option, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Waits until a server answers on this port. */
export async function waitUntilReady(binaries, port) {
  const isReady = path.join(binaries, 'pg_isready');
  const endMs = Date.now() + LIMIT_MS;
  for (;;) {
    const code = existsSync(isReady)
      ? await run(isReady, ['-q', '-h', '127.0.0.1', '-p', String(port)])
      : 0;
    if (code === 0) {
      return;
    }
    if (Date.now() > endMs) {
      throw new Error(`PostgreSQL was not ready within ${LIMIT_MS / 1000} s`);
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
