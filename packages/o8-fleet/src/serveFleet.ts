import express from 'express';
import { createServedArgoCd, type ServedArgoCd } from './argocd';
import { TokenTable, type ClusterStore } from './apiserver';
import { createControlRouter, FleetControl, type FleetLife } from './control';
import { createServedCluster, type ServedCluster } from './createServedCluster';
import { createDataFolder, loadTokens, type FleetTokens } from './dataFolder';
import { describeFleet, writeDescription } from './describeFleet';
import type { Fleet, FleetDescription } from './Fleet';
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
  /** How long Argo CD takes to sync what comes from no repository. */
  argoCdSyncMs?: number;
  /** How often an Argo CD's stream without news says that it is there. */
  argoCdKeepaliveMs?: number;
  now?: () => Date;
  /** Gets one line for each write on the control endpoint, and for what fails in the life. */
  log?: (line: string) => void;
}

/** Serves a world on one loopback port, a path for each cluster. */
export async function serveFleet(options: ServeFleetOptions): Promise<Fleet> {
  const { world, dataDir, isAlive, now = () => new Date() } = options;
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
  let git: ServedGit | undefined;
  const argoCds = createArgoCds({
    ...options,
    clusters,
    tokens,
    stores,
    git: () => git,
  });
  const life = options.createLife(stores);
  let requests = 0;
  const control = createControl({
    ...options,
    countRequests: () => requests,
    clusters,
    argoCds,
    stores,
    life,
  });
  const handler = createApp({
    ...options,
    clusters,
    argoCds,
    control,
    tokens,
    onRequest: () => {
      requests += 1;
    },
  });
  const server = await LoopbackServer.listen({
    port: options.port,
    tls,
    handler,
  });
  let description: FleetDescription;
  try {
    git = await serveGit({ ...options, token: tokens.git, stores });
    description = describeFleet({
      port: server.port,
      dataDir,
      caFile: tls.caFile,
      tokens,
      clusters: clusters.map(({ name }) => name),
      argoCds: argoCds.map(({ cluster }) => cluster),
      git: git?.host,
    });
    await writeDescription(dataDir, description);
  } catch (error) {
    await git?.close();
    await server.close();
    throw error;
  }
  for (const argoCd of argoCds) argoCd.start();
  if (isAlive) {
    life.start();
  }
  let closing: Promise<unknown> | undefined;
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
      for (const argoCd of argoCds) argoCd.stop();
      closing ??= Promise.all([git?.close(), server.close()]);
      await closing;
    },
  };
}

function createControl(
  options: Pick<ServeFleetOptions, 'world' | 'churnPerSecond' | 'isAlive'> & {
    clusters: ServedCluster[];
    argoCds: ServedArgoCd[];
    stores: ReadonlyMap<string, ClusterStore>;
    life: FleetLife;
    countRequests: () => number;
  },
): FleetControl {
  const { clusters, argoCds, world } = options;
  return new FleetControl({
    ...options,
    gates: new Map([
      ...clusters.map(({ name, gate }) => [name, gate] as const),
      ...argoCds.map(
        ({ cluster, gate }) => [`argocd/${cluster}`, gate] as const,
      ),
    ]),
    clocks: new Map(clusters.map(({ name, clock }) => [name, clock])),
    modules: world.modules,
  });
}

function createArgoCds(
  options: Pick<
    ServeFleetOptions,
    'world' | 'argoCdSyncMs' | 'argoCdKeepaliveMs'
  > & {
    clusters: ServedCluster[];
    tokens: FleetTokens;
    stores: ReadonlyMap<string, ClusterStore>;
    /** Comes later than the servers. */
    git(): ServedGit | undefined;
  },
): ServedArgoCd[] {
  const { world, clusters, tokens, stores, git } = options;
  return clusters.flatMap(({ name, store, clock }) => {
    const content = world.clusters.find(each => each.name === name)?.argoCd;
    if (!content) return [];
    return createServedArgoCd({
      cluster: name,
      content,
      store,
      stores,
      tokens,
      now: () => clock.now(),
      syncMs: options.argoCdSyncMs,
      keepaliveMs: options.argoCdKeepaliveMs,
      git: () => git()?.host,
      findFollowed: application => git()?.findFollowed(name, application),
    });
  });
}

function createApp(options: {
  clusters: ServedCluster[];
  argoCds: ServedArgoCd[];
  control: FleetControl;
  tokens: FleetTokens;
  /** Called for each request to a cluster or an Argo CD. */
  onRequest: () => void;
  log?: (line: string) => void;
}): express.Express {
  const { clusters, argoCds, control, tokens, log = () => {} } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(['/clusters', '/argocd'], (_req, _res, next) => {
    options.onRequest();
    next();
  });
  for (const { name, createRouter } of clusters) {
    app.use(`/clusters/${name}`, createRouter(tokens));
  }
  for (const { cluster, createRouter } of argoCds) {
    app.use(`/argocd/${cluster}`, createRouter());
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
