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
import type { GitPlacements, World } from './types';

/** How a fleet is served. */
export interface ServeFleetOptions extends ServeGitOptions {
  /** What the clusters are made of, beside what GitOps makes on them. */
  createWorld(gitPlacements?: GitPlacements): World;
  /** 0 takes a free one. */
  port: number;
  /** Keeps the certificates and tokens, so that a restart is the same fleet. */
  dataDir: string;
  /** Makes what lets the fleet live. */
  createLife(
    world: World,
    stores: ReadonlyMap<string, ClusterStore>,
  ): FleetLife;
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
  const { dataDir } = options;
  await createDataFolder(dataDir);
  const tokens = await loadTokens(dataDir);
  // First of all: what comes from its repositories is not part of the world.
  const git = await serveGit({ ...options, token: tokens.git });
  try {
    return await serveClusters({ ...options, tokens, git });
  } catch (error) {
    await git?.close();
    throw error;
  }
}

async function serveClusters(
  options: ServeFleetOptions & { tokens: FleetTokens; git?: ServedGit },
): Promise<Fleet> {
  const { dataDir, isAlive, tokens, git, now = () => new Date() } = options;
  // The certificates are checked by real clocks, so a made-up one has no say.
  const tls = await loadTls(dataDir, new Date());
  const world = options.createWorld(git?.placements);
  const clusters = world.clusters.map(content =>
    createServedCluster(content, {
      ...options,
      now,
      clusters: world.clusters.length,
    }),
  );
  const stores = new Map(clusters.map(each => [each.name, each.store]));
  const argoCds = createArgoCds({ ...options, world, clusters, stores });
  const life = options.createLife(world, stores);
  let requests = 0;
  const control = createControl({
    ...options,
    world,
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
    git?.follow(stores);
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
  options: Pick<ServeFleetOptions, 'churnPerSecond' | 'isAlive'> & {
    world: World;
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
  options: Pick<ServeFleetOptions, 'argoCdSyncMs' | 'argoCdKeepaliveMs'> & {
    world: World;
    clusters: ServedCluster[];
    tokens: FleetTokens;
    stores: ReadonlyMap<string, ClusterStore>;
    git?: ServedGit;
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
      git: () => git?.host,
      findFollowed: application => git?.findFollowed(name, application),
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
