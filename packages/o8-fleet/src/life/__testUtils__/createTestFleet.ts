import { createWorld } from '../../content';
import type { GroupKind, KubeObject, World, WorldOptions } from '../../types';
import { findPlaces } from '../findPlaces';
import { KINDS } from '../kinds';
import type { Place } from '../Place';
import { MemoryStore } from './MemoryStore';

/** When the test fleets begin. */
export const START = new Date('2026-11-22T10:20:30Z');

// Stores freeze what they hold, so all tests share the objects of a world.
const WORLDS = new Map<string, World>();

function worldOf(options: WorldOptions): World {
  const key = JSON.stringify(options);
  let world = WORLDS.get(key);
  if (!world) {
    const { clusters, ...rest } = createWorld(options);
    world = {
      ...rest,
      clusters: clusters.map(content => ({
        ...content,
        objects: [...content.objects],
      })),
    };
    WORLDS.set(key, world);
  }
  return world;
}

/** A fleet of stores without servers. */
export function createTestFleet(options: Partial<WorldOptions> = {}) {
  const seed = options.seed ?? 8;
  const world = worldOf({
    seed,
    modules: 14,
    clusters: 4,
    now: START,
    ...options,
  });
  const stores = new Map(
    world.clusters.map(content => [content.name, new MemoryStore(content)]),
  );

  const storeOf = (cluster: string): MemoryStore => {
    const store = stores.get(cluster);
    if (!store) throw new Error(`No cluster '${cluster}'`);
    return store;
  };

  const application = (module: string, cluster: string) => {
    const argoCd = cluster === 'stage-1' ? cluster : 'hub';
    const name = `${module}-${cluster}`;
    const found = storeOf(argoCd).get(KINDS.application, 'argocd', name);
    if (!found) throw new Error(`No Application '${name}'`);
    return found as KubeObject & {
      status: {
        sync: { status: string; revision: string };
        health: { status: string };
        history: { id: number; revision: string }[];
        operationState: { phase: string };
        summary: { images: string[] };
      };
    };
  };

  const inNamespace = (cluster: string, kind: GroupKind, namespace: string) =>
    storeOf(cluster)
      .list(kind)
      .filter(({ metadata }) => metadata.namespace === namespace);

  const place = (module: string, cluster: string, now = () => START): Place => {
    const found = findPlaces({ world, stores, seed, now }).find(
      each => each.module === module && each.cluster === cluster,
    );
    if (!found) throw new Error(`No '${module}' on '${cluster}'`);
    return found;
  };

  const backups = (cluster: string, schedule: string) =>
    storeOf(cluster)
      .list(KINDS.backup)
      .filter(
        ({ metadata }) =>
          metadata.labels?.['velero.io/schedule-name'] === schedule,
      ) as (KubeObject & {
      status: {
        phase: string;
        startTimestamp?: string;
        completionTimestamp?: string;
      };
    })[];

  /** All that happened on all clusters so far, which is then forgotten. */
  const takeLog = () =>
    [...stores.values()].flatMap(({ cluster, log }) =>
      log.splice(0).map(line => `${cluster}: ${line}`),
    );

  return {
    world,
    seed,
    stores,
    storeOf,
    application,
    inNamespace,
    place,
    backups,
    takeLog,
  };
}
