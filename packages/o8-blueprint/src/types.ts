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
  /** The files of the module's own repository. */
  module: PlannedFile[];
  /** The files of the platform repository: all below `modules/<name>/`. */
  platform: PlannedFile[];
}

/**
 * The files of both repositories, sorted by path.
 *
 * @public
 */
export interface RenderedModule {
  module: RenderedFile[];
  platform: RenderedFile[];
}
