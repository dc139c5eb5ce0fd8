import type { Router } from 'express';
import { FaultGate, type ClusterStore } from '../apiserver';
import type { FleetTokens } from '../dataFolder';
import type { ArgoCdContent } from '../types';
import type { ArgoCdContext } from './ArgoCdContext';
import { createArgoCdRouter } from './createArgoCdRouter';
import { Operations } from './operations';
import { Sessions } from './sessions';

const DEFAULT_SYNC_MS = 2_000;
const DEFAULT_KEEPALIVE_MS = 15_000;

/** How an Argo CD is served. */
export interface ServedArgoCdOptions
  extends Pick<ArgoCdContext, 'stores' | 'now' | 'git' | 'findFollowed'> {
  /** The cluster that it runs on. */
  cluster: string;
  content: ArgoCdContent;
  store: ClusterStore;
  tokens: FleetTokens;
  /** How long a sync takes of what comes from no repository, in real time. */
  syncMs?: number;
  /** How often a stream without news says that it is there. */
  keepaliveMs?: number;
}

/** An Argo CD with what controls it. */
export interface ServedArgoCd {
  /** The cluster that it runs on. */
  cluster: string;
  gate: FaultGate;
  createRouter(): Router;
  start(): void;
  stop(): void;
}

/** Creates the API and the controller of an Argo CD. */
export function createServedArgoCd(options: ServedArgoCdOptions): ServedArgoCd {
  const { cluster, store, now, tokens, findFollowed } = options;
  const gate = new FaultGate();
  const sessions = new Sessions({
    instance: cluster,
    token: tokens.argocd,
    password: tokens.argocdPassword,
    now,
  });
  const operations = new Operations({
    store,
    now,
    isFollowed: application => findFollowed(application) !== undefined,
    syncMs: options.syncMs ?? DEFAULT_SYNC_MS,
  });
  const { keepaliveMs = DEFAULT_KEEPALIVE_MS } = options;
  const context = { ...options, gate, sessions, keepaliveMs };
  return {
    cluster,
    gate,
    createRouter: () => createArgoCdRouter(context),
    start: () => operations.start(),
    stop: () => operations.stop(),
  };
}
