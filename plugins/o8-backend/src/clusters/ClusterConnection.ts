import type {
  KubernetesObject,
  ResourceKind,
} from '@orchestr8/backstage-plugin-o8-node';

import type { ClusterError } from './ClusterError';

/** A kind as one cluster serves it. */
export interface ServedKind {
  group: string;
  version: string;
  kind: string;
  plural: string;
}

/** One page of a list. The version of the last page is where a watch goes on. */
export interface ListPage {
  objects: KubernetesObject[];
  resourceVersion: string;
}

/** What a watch says. A bookmark says only how far it got. */
export type WatchEvent =
  | {
      type: 'ADDED' | 'MODIFIED' | 'DELETED';
      object: KubernetesObject;
      resourceVersion: string;
    }
  | { type: 'BOOKMARK'; resourceVersion: string };

/** Ends a request early. */
export interface ConnectionOptions {
  signal: AbortSignal;
}

/**
 * A cluster that can be read. Whatever it does, a method throws a `ClusterError` and
 * nothing else, but for its signal being aborted.
 */
export interface ClusterConnection {
  /** Asks for the least there is: does it answer, and does it let us in? */
  probe(options: ConnectionOptions): Promise<void>;

  /**
   * The served ones among the kinds, in their order; null where one is not served, and
   * an error where its group could not be asked: that concerns no other group.
   */
  discover(
    kinds: ResourceKind[],
    options: ConnectionOptions,
  ): Promise<(ServedKind | ClusterError | null)[]>;

  /** All objects of a kind, page by page. */
  list(kind: ServedKind, options: ConnectionOptions): AsyncGenerator<ListPage>;

  /**
   * What changes from a version on. Resolves once the cluster has agreed; ends when the
   * cluster ends it, which is normal. Has to be read to its end, or left by `break`.
   */
  watch(
    kind: ServedKind,
    options: ConnectionOptions & { resourceVersion: string },
  ): Promise<AsyncIterable<WatchEvent>>;

  close(): Promise<void>;
}
