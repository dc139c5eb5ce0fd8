import type { GroupKind, ObjectMeta } from '../types';

/** An object as a repository declares it: nothing that a server would add. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: Pick<
    ObjectMeta,
    'name' | 'namespace' | 'labels' | 'annotations'
  > & { [field: string]: unknown };
  [field: string]: unknown;
}

/** A root of an App of Apps: the Application that an admin applies by hand. */
export interface RootSource {
  /** The cluster whose Argo CD it is applied to. */
  argoCdCluster: string;
  application: Manifest;
}

/** Where an Application deploys to, as its spec says it. */
export interface Destination {
  name?: string;
  server?: string;
  namespace?: string;
}

/** Finds the cluster of a destination, seen from the cluster with the Argo CD. */
export type ResolveDestination = (
  destination: Destination,
  argoCdCluster: string,
) => string | undefined;

/** Where the objects of an Application come from. */
export interface ApplicationSource {
  repoURL: string;
  targetRevision?: string;
  path?: string;
  directory?: { recurse?: boolean; include?: string; exclude?: string };
  /** A chart of the repository, instead of files. */
  chart?: string;
  /** By which name the value files of a chart call this source: `$ref/path`. */
  ref?: string;
  helm?: unknown;
  [field: string]: unknown;
}

/** An object that a source declares, with the file it is from. */
export interface RenderedManifest {
  manifest: Manifest;
  file: string;
}

/** What renders a source; empty for one that is only referred to. */
export type SourceType = 'Directory' | 'Kustomize' | 'Helm' | '';

/** The objects of one source, and what rendered them. */
export interface RenderedSource {
  sourceType: SourceType;
  manifests: readonly RenderedManifest[];
}

/**
 * What became of the sources of an Application: all their objects at one revision each,
 * or why there are none.
 */
export type SourcesResult =
  | {
      ok: true;
      revisions: readonly string[];
      sourceTypes: readonly SourceType[];
      manifests: readonly RenderedManifest[];
    }
  | { ok: false; revisions?: readonly string[]; message: string };

/** Which object. */
export interface ObjectId extends GroupKind {
  /** Absent for objects without one. */
  namespace?: string;
  name: string;
}
