import type {
  ModuleDetail,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { randomBytes } from 'node:crypto';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { stringify } from 'yaml';
import { ConnectionProxy } from '../../__testUtils__/ConnectionProxy';
import { toConfig } from '../../engine/__testUtils__/startTestEngine';
import { Replica } from './Replica';

/** The modules of the catalog and of the fleet. */
const MODULES = ['voicefuse', 'langfuse'];

/** The part of the real durations that is waited here. */
export const TIME_SCALE = Number(process.env.O8_TIME_SCALE ?? '0.1');

/** Two backends on one PostgreSQL, and the fleet that they read. */
export interface Replicas {
  fleet: Fleet;
  proxy: ConnectionProxy;
  first: Replica;
  second: Replica;
  /** Past the proxy: what the database says whoever is away. */
  query<T>(sql: string, values?: unknown[]): Promise<T[]>;
  /** A connection of its own, for locks. */
  connect(): Promise<Client>;
  close(): Promise<void>;
}

/** Starts a fleet and two replicas, one after the other. */
export async function startReplicas(options: {
  postgresUrl: string;
  /** The part of the real durations that is waited; the least by default. */
  timeScale?: number;
}): Promise<Replicas> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'o8-replicas-'));
  const fleet = await startFleet({
    seed: 1,
    dataDir: path.join(folder, 'fleet'),
    life: false,
    // Few: the replicas share two processors with it, at a tenth of the time.
    modules: MODULES.length,
  });
  const url = new URL(options.postgresUrl);
  const proxy = new ConnectionProxy({
    host: url.hostname,
    port: Number(url.port),
  });
  const prefix = `o8_replicas_${randomBytes(4).toString('hex')}_`;
  const token = randomBytes(24).toString('hex');
  const configFile = path.join(folder, 'app-config.yaml');
  await writeCatalog(folder);
  await writeFile(
    configFile,
    stringify(
      createConfig({
        fleet,
        folder,
        token,
        prefix,
        timeScale: options.timeScale ?? TIME_SCALE,
        database: {
          host: '127.0.0.1',
          port: await proxy.start(),
          user: decodeURIComponent(url.username),
          password: decodeURIComponent(url.password) || 'not checked',
        },
      }),
    ),
  );
  const [first, second] = await Promise.all(
    ['first', 'second'].map(
      async name =>
        new Replica({
          name,
          port: await freePort(),
          configFile,
          token,
          logFile: path.join(
            process.env.O8_REPLICAS_LOGS ?? folder,
            `${name}.log`,
          ),
        }),
    ),
  );
  // The first makes the tables: two that migrate at once would wait for each other.
  await first.start();
  await second.start();

  const database = new URL(options.postgresUrl);
  database.pathname = `/${prefix}o8`;
  const clients: Client[] = [];
  const open = async () => {
    const client = new Client({ connectionString: database.href });
    await client.connect();
    clients.push(client);
    return client;
  };
  const client = await open();
  return {
    fleet,
    proxy,
    first,
    second,
    query: async (sql, values) => (await client.query(sql, values)).rows,
    connect: open,
    async close() {
      await Promise.all(
        [first, second].map(replica => replica.signal('SIGKILL')),
      );
      await Promise.all(clients.map(each => each.end()));
      await proxy.close();
      await fleet.close();
      await dropDatabases(options.postgresUrl, prefix);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function createConfig(options: {
  fleet: Fleet;
  folder: string;
  token: string;
  prefix: string;
  timeScale: number;
  database: object;
}) {
  const { fleet, folder, token, prefix, timeScale, database } = options;
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      // The port and the URL come from the environment of each replica.
      listen: { host: '127.0.0.1' },
      auth: {
        externalAccess: [
          { type: 'static', options: { token, subject: 'replica-tests' } },
        ],
      },
      database: { client: 'pg', prefix, connection: database },
    },
    catalog: {
      rules: [{ allow: ['Component'] }],
      locations: [
        { type: 'file', target: path.join(folder, 'catalog', 'modules.yaml') },
      ],
    },
    o8: {
      clusters: toConfig(fleet),
      mapping: { refreshMs: 1_000 },
      timing: { scale: timeScale },
    },
  };
}

async function writeCatalog(folder: string): Promise<void> {
  const entities = MODULES.map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { 'orchestr8.io/module': name } },
    spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
  }));
  await mkdir(path.join(folder, 'catalog'));
  await writeFile(
    path.join(folder, 'catalog', 'modules.yaml'),
    entities.map(entity => stringify(entity)).join('---\n'),
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise<void>(resolve => {
    server.close(() => resolve());
  });
  if (address === null || typeof address === 'string') {
    throw new Error('A server on a port has an address');
  }
  return address.port;
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      'SELECT datname FROM pg_database WHERE datname LIKE $1',
      [`${prefix}%`],
    );
    for (const { datname } of rows) {
      await client.query(
        `DROP DATABASE ${client.escapeIdentifier(datname)} WITH (FORCE)`,
      );
    }
  } finally {
    await client.end();
  }
}

/** What a replica says of a module. */
export async function getModule(
  replica: Replica,
  name: string,
): Promise<ModuleDetail> {
  return replica.get(`/modules/component/default/${name}`);
}

/** The sources that a replica does not call fresh, of those that are supported. */
export async function listTroubled(replica: Replica): Promise<string[]> {
  const { items } = await replica.get<{ items: SourceStatus[] }>('/sources');
  return items
    .filter(({ state }) => state !== 'fresh' && state !== 'unsupported')
    .map(({ cluster, source, message }) => `${cluster}/${source}: ${message}`);
}
