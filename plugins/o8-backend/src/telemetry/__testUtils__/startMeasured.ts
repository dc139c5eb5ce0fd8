import { startFleet } from '@orchestr8/o8-fleet';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { toConfig } from '../../engine/__testUtils__/startTestEngine';
import { Replica } from '../../replicas/__testUtils__';
import { parseSeries, type Series } from './parseSeries';

const INSTRUMENTATION = path.resolve(
  __dirname,
  '../../../../../packages/backend/src/instrumentation.js',
);

/** The module of the catalog; the fleet has others beside it. */
export const MODULE = 'voicefuse';

/**
 * A real backend process with the instrumentation of packages/backend, which reads two
 * clusters of a fleet and one that is away.
 */
export async function startMeasured(options: { traceUrl: string }) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'o8-metrics-'));
  const fleet = await startFleet({
    seed: 1,
    dataDir: path.join(folder, 'fleet'),
    modules: 4,
    clusters: 2,
    churnPerSecond: 5,
    life: true,
  });
  const token = randomBytes(24).toString('hex');
  const catalogFile = path.join(folder, 'modules.yaml');
  await writeFile(catalogFile, stringify(createEntity()));
  const configFile = path.join(folder, 'app-config.yaml');
  await writeFile(
    configFile,
    stringify(createConfig({ token, catalogFile, clusters: toConfig(fleet) })),
  );
  const [port, metricsPort] = [await freePort(), await freePort()];
  const replica = new Replica({
    name: 'measured',
    port,
    configFile,
    token,
    logFile: path.join(folder, 'replica.log'),
    env: {
      NODE_OPTIONS: `--require ${JSON.stringify(INSTRUMENTATION)}`,
      OTEL_EXPORTER_PROMETHEUS_PORT: String(metricsPort),
      OTEL_EXPORTER_OTLP_ENDPOINT: options.traceUrl,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '500',
    },
  });
  await replica.start();
  return {
    replica,
    token,
    url: `http://127.0.0.1:${port}`,
    async scrape(): Promise<Series[]> {
      const response = await fetch(`http://localhost:${metricsPort}/metrics`);
      return parseSeries(await response.text());
    },
    async close() {
      await replica.signal('SIGKILL');
      await fleet.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function createEntity() {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: MODULE, annotations: { 'orchestr8.io/module': MODULE } },
    spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
  };
}

function createConfig(options: {
  token: string;
  catalogFile: string;
  clusters: object[];
}) {
  const { token, catalogFile, clusters } = options;
  const access = {
    type: 'static',
    options: { token, subject: 'metrics-test' },
  };
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      // The port and the URL come from the environment.
      listen: { host: '127.0.0.1' },
      auth: { externalAccess: [access] },
      database: { client: 'better-sqlite3', connection: ':memory:' },
    },
    catalog: {
      rules: [{ allow: ['Component'] }],
      locations: [{ type: 'file', target: catalogFile }],
    },
    o8: {
      clusters: [
        ...clusters,
        { name: 'away', type: 'kubernetes', url: 'http://127.0.0.1:1' },
      ],
      mapping: { refreshMs: 1_000 },
      timing: { scale: 0.5 },
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') {
    throw new Error('A server on a port has an address');
  }
  return address.port;
}
