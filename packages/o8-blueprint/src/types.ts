import type {
  LandingZone,
  ModuleLock,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';

/**
 * A value, or everything that is wrong with what it should be made from.
 *
 * @public
 */
export type Result<T> =
  | { ok: true; value: T }
  | { ok: false; problems: Problem[] };

/**
 * A Kubernetes object as it is written to a file.
 *
 * @public
 */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
  };
  [field: string]: unknown;
}

/**
 * A file to write: Kubernetes objects, one other YAML document, JSON, or text.
 *
 * @public
 */
export type PlannedFile = { path: string } & (
  | { objects: Manifest[] }
  | { document: object; comment?: string }
  | { json: object }
  | { text: string }
);

/**
 * A file as it is written. `path` is relative to its repository, with `/`.
 *
 * @public
 */
export interface RenderedFile {
  path: string;
  content: string;
  mode: '100644' | '100755';
}

/**
 * A file of a repository as it is read.
 *
 * @public
 */
export type RepositoryFile = Pick<RenderedFile, 'path' | 'content'>;

/**
 * A module that the platform repository holds.
 *
 * @public
 */
export interface ApprovedModule {
  spec: ModuleSpec;
  /** Absent for an entry that was not generated. */
  lock?: ModuleLock;
}

/**
 * What the platform repository holds, as data.
 *
 * @public
 */
export interface Platform {
  modules: ApprovedModule[];
  /** Files that the entries of several modules share; only some layouts have them. */
  shared?: RepositoryFile[];
  /** Whether there may be others: a callee that is not here is taken on trust, and noted. */
  isPartial?: boolean;
}

/**
 * Where a module goes: one cluster of its landing zone, all defaults resolved.
 *
 * @public
 */
export interface PlannedPlacement {
  environment: string;
  cluster: LandingZone['spec']['clusters'][number];
  replicas: number;
  /** Its public name there; absent unless it is public. */
  host?: string;
  /** New versions come here after placements with a smaller number. */
  promotionOrder?: number;
  /** The workload with what this placement says otherwise. */
  workload: ModuleSpec['spec']['workload'];
}

/**
 * A module that another one calls. It is on each cluster of the caller, in the namespace
 * that is called like it.
 *
 * @public
 */
export interface PlannedEdge {
  callee: string;
  /** Of the callee's pods. */
  port: number;
  /** What selects them. Empty: all pods of the namespace. */
  podLabels: Record<string, string>;
  /** What its Services are called; absent where that is not known. */
  services?: string[];
  /** Whether its landing zone is in ambient, whatever that of the caller is. */
  isTunnelled?: true;
  /** The group or user that has to agree; absent where the platform was not read. */
  owner?: string;
  /** Its place in `spec.dependsOn`. */
  index: number;
}

/**
 * A host outside of the platform that a module calls.
 *
 * @public
 */
export interface PlannedHost {
  host: string;
  port: number;
  /** Empty where the landing zone has an egress gateway. */
  cidrs: string[];
  /** Its place in `spec.dependsOn`. */
  index: number;
}

/**
 * What will be written for a module, before it is text.
 *
 * @public
 */
export interface ModulePlan {
  /** The spec with the placements and the schedule that its landing zone gives it. */
  spec: ModuleSpec;
  zone: LandingZone;
  placements: PlannedPlacement[];
  edges: PlannedEdge[];
  hosts: PlannedHost[];
  /** The files of the module's own repository. */
  module: PlannedFile[];
  /** The files of the platform repository: all below `modules/<name>/`. */
  platform: PlannedFile[];
  /**
   * Files of the platform repository that modules share, with this module's entry in
   * them. Only some layouts have any.
   */
  shared: PlannedFile[];
  /** What could not be checked, as sentences. */
  notes: string[];
}

/**
 * The files of both repositories, sorted by path.
 *
 * @public
 */
export interface RenderedModule {
  module: RenderedFile[];
  platform: RenderedFile[];
  shared: RenderedFile[];
}
