import { createWorld } from './content';
import { createGitOps } from './createGitOps';
import { Life } from './life';
import type { Fleet } from './Fleet';
import { serveFleet, type ServeFleetOptions } from './serveFleet';
import type { ModuleSizes, World } from './types';

/** What a fleet is made of; a world that is not given is created from the sizes. */
export interface StartFleetOptions
  extends Pick<
    ServeFleetOptions,
    | 'dataDir'
    | 'bookmarkIntervalMs'
    | 'continueTtlMs'
    | 'maxLogEvents'
    | 'argoCdSyncMs'
    | 'argoCdKeepaliveMs'
    | 'now'
    | 'log'
    | 'gitPort'
    | 'landingZones'
    | 'examples'
  > {
  /** 0 takes a free one. */
  port?: number;
  seed: number;
  world?: World;
  modules?: number;
  clusters?: number;
  /** More of each module than the demonstration has. */
  sizes?: ModuleSizes;
  /** False: nothing happens but what is triggered. */
  life?: boolean;
  churnPerSecond?: number;
}

/** The sizes of the demo: every module of it, on every cluster of it. */
export const DEFAULT_SIZES = { modules: 14, clusters: 4, churnPerSecond: 0 };

/** Starts the demo fleet. */
export async function startFleet(options: StartFleetOptions): Promise<Fleet> {
  const {
    seed,
    port = 0,
    modules = DEFAULT_SIZES.modules,
    clusters = DEFAULT_SIZES.clusters,
    churnPerSecond = DEFAULT_SIZES.churnPerSecond,
    sizes,
    life = true,
    now = () => new Date(),
  } = options;
  return serveFleet({
    ...options,
    port,
    now,
    churnPerSecond,
    isAlive: life,
    createWorld: gitPlacements =>
      options.world ??
      createWorld({
        seed,
        modules,
        clusters,
        sizes,
        gitPlacements,
        now: now(),
      }),
    createGitOps: context => createGitOps(context, { ...options, now }),
    createLife: (world, stores) =>
      new Life({
        world,
        stores,
        seed,
        churnPerSecond,
        now,
        log: options.log,
      }),
  });
}
