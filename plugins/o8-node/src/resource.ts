import type { JsonObject } from '@backstage/types';

/**
 * A kind of object that a source reads. The version is the cluster's own choice
 * among the served ones, unless `versions` says which of them the source understands.
 *
 * @public
 */
export interface ResourceKind {
  /** Empty for the core group. */
  group: string;
  kind: string;
  /** What paths and roles call it, such as `applications`. */
  plural: string;
  /**
   * That there is one is enough: only its metadata is asked for, so that what it holds
   * never leaves the cluster. Where another source reads the kind in full, so does this one.
   */
  metadataOnly?: boolean;
  /** The understood versions, the best first; any where it is absent. */
  versions?: string[];
}

/**
 * An object as a cluster delivers it. What stands in it beyond its metadata is not
 * checked by anybody: a source reads it with care.
 *
 * @public
 */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion?: string;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: JsonObject;
  status?: JsonObject;
  [field: string]: unknown;
}
