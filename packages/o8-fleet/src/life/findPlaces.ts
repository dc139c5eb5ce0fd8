import {
  createClusterProfiles,
  type ClusterProfile,
} from '../content/clusterProfiles';
import { LABEL_MODULE, Placement } from '../content/Placement';
import { profiles, type ModuleProfile } from '../content/profiles';
import { Scope } from '../content/Scope';
import { Seeded } from '../content/Seeded';
import type { ObjectStore, World } from '../types';
import { KINDS } from './kinds';
import { Place } from './Place';

/** What is known of a module that is not in the table: its name and where it is. */
function plainProfile(name: string, clusters: string[]): ModuleProfile {
  return {
    name,
    rpo: '24h',
    tier: 'standard',
    clusters,
    troubles: [],
    image: `registry.o8.example/${name}`,
    version: '1.0.0',
    replicas: 2,
    workload: 'Deployment',
    isPublic: false,
  };
}

/** All modules on all clusters, found by the labels of their Namespaces. */
export function findPlaces(options: {
  world: World;
  stores: ReadonlyMap<string, ObjectStore>;
  seed: number;
  now: () => Date;
}): Place[] {
  const { world, stores, now } = options;
  const seeded = new Seeded(options.seed);
  const clusters = createClusterProfiles(world.clusters.length);
  return clusters.flatMap(cluster => {
    const store = stores.get(cluster.name);
    const argoCd = stores.get(cluster.deployedBy);
    if (!store || !argoCd) return [];
    return modulesOf(store).map(module => {
      const profile =
        profiles.find(({ name }) => name === module) ??
        plainProfile(module, [cluster.name]);
      const createPlacement = () =>
        new Placement(scopeAt(cluster, seeded, now()), profile);
      return new Place({ module, store, argoCd, createPlacement });
    });
  });
}

/** Kubernetes has whole seconds: a fraction would round into the future. */
export function scopeAt(
  cluster: ClusterProfile,
  seeded: Seeded,
  now: Date,
): Scope {
  const wholeMs = Math.floor(now.getTime() / 1_000) * 1_000;
  return new Scope({ cluster, seeded, now: new Date(wholeMs) });
}

function modulesOf(store: ObjectStore): string[] {
  const isServed = store.definitions().some(({ kind }) => kind === 'Namespace');
  if (!isServed) return [];
  return store
    .list(KINDS.namespace)
    .map(({ metadata }) => metadata.labels?.[LABEL_MODULE])
    .filter(module => module !== undefined);
}
