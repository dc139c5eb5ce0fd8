import type { Router } from 'express';
import {
  ADMIN,
  ClusterClock,
  ClusterStore,
  createClusterRouter,
  createViewer,
  FaultGate,
  READER,
  TokenTable,
} from './apiserver';
import type { FleetTokens } from './dataFolder';
import type { ClusterContent } from './types';

const DEFAULT_BOOKMARK_INTERVAL_MS = 60_000;
const DEFAULT_CONTINUE_TTL_MS = 5 * 60_000;
// Of all clusters together: what bounds the memory that history takes.
const MAX_LOG_EVENTS = 20_000;
const MIN_LOG_EVENTS_PER_CLUSTER = 500;

/** How a cluster is served. */
export interface ServedClusterOptions {
  now: () => Date;
  /** How many clusters share the memory for history. */
  clusters: number;
  bookmarkIntervalMs?: number;
  continueTtlMs?: number;
  maxLogEvents?: number;
}

/** A cluster with what controls it. */
export interface ServedCluster {
  name: string;
  store: ClusterStore;
  gate: FaultGate;
  clock: ClusterClock;
  createRouter(tokens: FleetTokens): Router;
}

/** Creates a cluster from its content. */
export function createServedCluster(
  content: ClusterContent,
  options: ServedClusterOptions,
): ServedCluster {
  const store = new ClusterStore({
    content,
    maxLogEvents:
      options.maxLogEvents ??
      Math.max(
        MIN_LOG_EVENTS_PER_CLUSTER,
        Math.floor(MAX_LOG_EVENTS / options.clusters),
      ),
  });
  const gate = new FaultGate();
  const clock = new ClusterClock(options.now);
  const { name, kubernetesVersion } = content;
  return {
    name,
    store,
    gate,
    clock,
    createRouter: tokens =>
      createClusterRouter({
        context: {
          store,
          gate,
          now: () => clock.now(),
          bookmarkIntervalMs:
            options.bookmarkIntervalMs ?? DEFAULT_BOOKMARK_INTERVAL_MS,
          continueTtlMs: options.continueTtlMs ?? DEFAULT_CONTINUE_TTL_MS,
        },
        users: new TokenTable([
          { token: tokens.reader, owner: READER },
          {
            token: tokens.viewer,
            owner: createViewer(() => store.definitions()),
          },
          { token: tokens.admin, owner: ADMIN },
        ]),
        kubernetesVersion,
      }),
  };
}
