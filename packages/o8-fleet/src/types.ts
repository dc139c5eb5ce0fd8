/** An object as the Kubernetes API delivers it. Never changed in place: replaced. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** The metadata of an object. Times are RFC 3339 in UTC without fractions. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid: string;
  /** Set by the store, and by nobody else. */
  resourceVersion?: string;
  generation?: number;
  creationTimestamp: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  [field: string]: unknown;
}

/** A kind that a cluster serves, as its discovery tells it. */
export interface ResourceDefinition {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames?: string[];
  namespaced: boolean;
}

/** What one cluster is made of at its start. */
export interface ClusterContent {
  /** The path of its API: `/clusters/<name>`. */
  name: string;
  region: string;
  /** Such as `v1.36.3`. */
  kubernetesVersion: string;
  definitions: ResourceDefinition[];
  objects: Iterable<KubeObject>;
  /** The Argo CD that runs on it; absent where none does. */
  argoCd?: ArgoCdContent;
}

/** An Argo CD and what it was told of the clusters that it deploys to. */
export interface ArgoCdContent {
  destinations: ArgoCdDestination[];
}

/** A cluster as an Argo CD knows it. */
export interface ArgoCdDestination {
  /** The name in this Argo CD. */
  name: string;
  /** The address in this Argo CD. */
  server: string;
  /** The cluster of the fleet that it is. */
  cluster: string;
  kubernetesVersion: string;
  labels?: Record<string, string>;
}

/** All clusters at their start; the same for the same seed, time and sizes. */
export interface World {
  clusters: ClusterContent[];
  /** The names of the modules. */
  modules: string[];
}

/**
 * How much there is of each module, where that is more than the demonstration needs.
 * Each size is of a module, shared evenly by its clusters.
 */
export interface ModuleSizes {
  /** Each of its Applications has at least so many KiB of JSON. */
  applicationKb?: number;
  /** At least so many policy reports, of four results each. */
  reports?: number;
  /** Its backups are kept until there are so many. */
  backups?: number;
}

/** The clusters on which a module is deployed from git, by the name of the module. */
export type GitPlacements = ReadonlyMap<string, readonly string[]>;

/** The sizes of a world. */
export interface WorldOptions {
  seed: number;
  modules: number;
  clusters: number;
  /** The time at which the world is: no timestamp lies after it. */
  now: Date;
  /** More of each module than the demonstration has. */
  sizes?: ModuleSizes;
  /** Of these, what GitOps makes is not part of the world; none by default. */
  gitPlacements?: GitPlacements;
}

/** Which kind: group and kind, the version does not matter. */
export interface GroupKind {
  group: string;
  kind: string;
}

/** The objects of one cluster, as the servers, the life and the controls share them. */
export interface ObjectStore {
  readonly cluster: string;
  get(
    kind: GroupKind,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined;
  /** All objects of a kind, in the order of namespace and name. */
  list(kind: GroupKind): readonly KubeObject[];
  /** Every kind that is served. */
  definitions(): readonly ResourceDefinition[];
  /**
   * Creates or replaces; gives it the next resourceVersion and tells the watchers. An
   * object that is equal but for its resourceVersion changes nothing, as on a real server.
   */
  put(object: KubeObject): KubeObject;
  /** Deletes and tells the watchers; returns what was there. */
  delete(
    kind: GroupKind,
    namespace: string | undefined,
    name: string,
  ): KubeObject | undefined;
}
