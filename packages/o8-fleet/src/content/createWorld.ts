import type {
  ClusterContent,
  GitPlacements,
  KubeObject,
  World,
  WorldOptions,
} from '../types';
import {
  createClusterProfiles,
  HUB,
  type ClusterProfile,
} from './clusterProfiles';
import { definitionsOf } from './definitions';
import { generateProfile } from './generateProfile';
import { createModuleObjects, createModuleApplication } from './moduleObjects';
import {
  createArgoPlatform,
  createProject,
  destinationsOf,
} from './objects/argoObjects';
import { createDestinations } from './objects/createDestinations';
import { createPlatform } from './objects/platformObjects';
import { withoutGitOps } from './objects/withoutGitOps';
import {
  createSecondApplication,
  createTenantSet,
  isFromSet,
  ownedBySet,
} from './objects/tenantObjects';
import { Placement } from './Placement';
import { profiles, type ModuleProfile } from './profiles';
import { Scope } from './Scope';
import { Seeded } from './Seeded';

function createModules(
  options: WorldOptions,
  seeded: Seeded,
  clusters: readonly ClusterProfile[],
): ModuleProfile[] {
  const workloads = clusters.filter(({ role }) => role === 'workload');
  const names = workloads.map(({ name }) => name);
  return Array.from(
    { length: options.modules },
    (_, index) =>
      profiles[index] ?? generateProfile({ index, seeded, clusters: names }),
  );
}

/** The objects of a cluster, made one after another as they are asked for. */
class ClusterObjects implements Iterable<KubeObject> {
  readonly #scope: Scope;
  readonly #modules: readonly ModuleProfile[];
  readonly #deployed: readonly Scope[];
  readonly #gitPlacements: GitPlacements;

  constructor(options: {
    scope: Scope;
    modules: readonly ModuleProfile[];
    /** The clusters that the Argo CD of this one deploys to. */
    deployed: readonly Scope[];
    gitPlacements: GitPlacements;
  }) {
    this.#gitPlacements = options.gitPlacements;
    this.#scope = options.scope;
    this.#modules = options.modules;
    this.#deployed = options.deployed;
  }

  *[Symbol.iterator](): Generator<KubeObject> {
    yield* createPlatform(this.#scope);
    yield* this.#argoCd();
    for (const placement of this.#placements(this.#scope)) {
      const objects = createModuleObjects(placement);
      const cluster = this.#scope.cluster.name;
      const clusters = this.#gitClusters(placement);
      if (!clusters) yield* objects;
      else if (clusters.includes(cluster)) {
        yield* withoutGitOps(objects, { module: placement.name, cluster });
      }
    }
  }

  *#argoCd(): Generator<KubeObject> {
    const { cluster } = this.#scope;
    if (cluster.deployedBy !== cluster.name) return;
    const clusters = this.#deployed.map(scope => scope.cluster.name);
    yield* createArgoPlatform(this.#scope, clusters);
    const placements = this.#deployed
      .flatMap(scope => this.#placements(scope))
      .filter(placement => !this.#gitClusters(placement));
    for (const [module, names] of destinationsOf(placements)) {
      yield createProject(this.#scope, module, names);
    }
    const set = createTenantSet(this.#scope, placements);
    if (set) yield set;
    for (const placement of placements) {
      const application = createModuleApplication(placement);
      yield set && isFromSet(placement)
        ? ownedBySet(application, set)
        : application;
      const second = createSecondApplication(placement);
      if (second) yield second;
    }
  }

  /** Where git has the module; undefined where the Argo CD of a placement has no git. */
  #gitClusters({ name, cluster }: Placement): readonly string[] | undefined {
    return cluster.deployedBy === HUB
      ? this.#gitPlacements.get(name)
      : undefined;
  }

  #placements(scope: Scope): Placement[] {
    return this.#modules
      .filter(module => module.clusters.includes(scope.cluster.name))
      .map(module => new Placement(scope, module));
  }
}

/**
 * All clusters with all their objects. Pure: the same options give the same bytes, and
 * more modules change nothing of the first ones.
 */
export function createWorld(options: WorldOptions): World {
  const seeded = new Seeded(options.seed);
  // Kubernetes has whole seconds: with a fraction, "now" would round into the future.
  const now = new Date(Math.floor(options.now.getTime() / 1_000) * 1_000);
  const clusters = createClusterProfiles(options.clusters);
  const modules = createModules(options, seeded, clusters);
  const { sizes, gitPlacements = new Map() } = options;
  const scopes = clusters.map(
    cluster => new Scope({ cluster, seeded, now, sizes }),
  );
  return {
    modules: modules.map(({ name }) => name),
    clusters: scopes.map((scope): ClusterContent => {
      const { cluster } = scope;
      const deployed = scopes.filter(
        other =>
          other.cluster.role === 'workload' &&
          other.cluster.deployedBy === cluster.name,
      );
      return {
        name: cluster.name,
        region: cluster.region,
        kubernetesVersion: cluster.kubernetesVersion,
        definitions: definitionsOf(cluster),
        objects: new ClusterObjects({
          scope,
          modules,
          deployed,
          gitPlacements,
        }),
        ...(cluster.deployedBy === cluster.name && {
          argoCd: { destinations: createDestinations(cluster, deployed) },
        }),
      };
    }),
  };
}
