import express from 'express';
import path from 'node:path';
import { TokenTable, type ClusterStore } from './apiserver';
import { createControlRouter, FleetControl, type FleetLife } from './control';
import { createServedCluster, type ServedCluster } from './createServedCluster';
import {
  createDataFolder,
  loadTokens,
  writePrivateFile,
  type FleetTokens,
} from './dataFolder';
import type { Fleet, FleetDescription } from './Fleet';
import { GIT_USER, type GitHost } from './git';
import { LoopbackServer } from './server';
import { serveGit, type ServedGit, type ServeGitOptions } from './serveGit';
import { loadTls } from './tls';
import type { World } from './types';

/** How a fleet is served. */
export interface ServeFleetOptions extends ServeGitOptions {
  world: World;
  /** 0 takes a free one. */
  port: number;
  /** Keeps the certificates and tokens, so that a restart is the same fleet. */
  dataDir: string;
  /** Makes what lets the fleet live. */
  createLife(stores: ReadonlyMap<string, ClusterStore>): FleetLife;
  /** Whether it lives from the start; without, only triggered events happen. */
  isAlive: boolean;
  churnPerSecond: number;
  bookmarkIntervalMs?: number;
  continueTtlMs?: number;
  /** Of each cluster. */
  maxLogEvents?: number;
  now?: () => Date;
  /** Gets one line for each write on the control endpoint, and for what fails in the life. */
  log?: (line: string) => void;
}

/** Serves a world on one loopback port, a path for each cluster. */
export async function serveFleet(options: ServeFleetOptions): Promise<Fleet> {
  const {
    world,
    dataDir,
    isAlive,
    churnPerSecond,
    now = () => new Date(),
  } = options;
  await createDataFolder(dataDir);
  // The certificates are checked by real clocks, so a made-up one has no say.
  const tls = await loadTls(dataDir, new Date());
  const tokens = await loadTokens(dataDir);
  const clusters = world.clusters.map(content =>
    createServedCluster(content, {
      ...options,
      now,
      clusters: world.clusters.length,
    }),
  );
  const stores = new Map(clusters.map(each => [each.name, each.store]));
  const gates = new Map(clusters.map(each => [each.name, each.gate]));
  const life = options.createLife(stores);
  const control = new FleetControl({
    stores,
    gates,
    life,
    modules: world.modules,
    churnPerSecond,
    isAlive,
  });
  const handler = createApp({ ...options, clusters, control, tokens });
  const server = await LoopbackServer.listen({
    port: options.port,
    tls,
    handler,
  });
  let git: ServedGit | undefined;
  let description: FleetDescription;
  try {
    git = await serveGit({ ...options, token: tokens.git, stores });
    description = describe({
      server,
      caFile: tls.caFile,
      tokens,
      clusters,
      git: git && describeGit(git.host, dataDir),
    });
    await writeDescription(dataDir, description);
  } catch (error) {
    await git?.close();
    await server.close();
    throw error;
  }
  if (isAlive) {
    life.start();
  }
  return {
    ...description,
    port: server.port,
    ca: tls.ca,
    stores,
    control,
    life,
    git: git?.host,
    description,
    async close() {
      life.stop();
      await Promise.all([git?.close(), server.close()]);
    },
  };
}

function createApp(options: {
  clusters: ServedCluster[];
  control: FleetControl;
  tokens: FleetTokens;
  log?: (line: string) => void;
}): express.Express {
  const { clusters, control, tokens, log = () => {} } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  for (const { name, createRouter } of clusters) {
    app.use(`/clusters/${name}`, createRouter(tokens));
  }
  app.use(
    '/control',
    createControlRouter({
      control,
      tokens: new TokenTable([{ token: tokens.control, owner: 'control' }]),
      log,
    }),
  );
  return app;
}

function describe(options: {
  server: LoopbackServer;
  caFile: string;
  tokens: FleetTokens;
  clusters: ServedCluster[];
  git?: FleetDescription['git'];
}): FleetDescription {
  const { server, caFile, tokens, clusters, git } = options;
  const url = `https://localhost:${server.port}`;
  return {
    url,
    caFile,
    tokens,
    clusters: clusters.map(({ name }) => ({
      name,
      url: `${url}/clusters/${name}`,
    })),
    control: `${url}/control`,
    git,
  };
}

function describeGit(host: GitHost, dataDir: string): FleetDescription['git'] {
  return {
    url: host.url,
    username: GIT_USER,
    token: host.token,
    tokenFile: path.join(dataDir, 'git.token'),
  };
}

async function writeDescription(
  dataDir: string,
  description: FleetDescription,
) {
  const text = `${JSON.stringify(description, undefined, 2)}\n`;
  await writePrivateFile(path.join(dataDir, 'fleet.json'), text);
}
