import type {
  KubernetesObject,
  ResourceKind,
} from '@orchestr8/backstage-plugin-o8-node';

import type { ClusterError } from './ClusterError';

/**
 * A kind as one cluster serves it.
 *
 * @alpha
 */
export interface ServedKind {
  group: string;
  version: string;
  kind: string;
  plural: string;
  /** Only the metadata of its objects is asked for. */
  metadataOnly?: boolean;
}

/**
 * What a probe found out.
 *
 * @alpha
 */
export interface Probe {
  /**
   * When what it holds was so, ISO 8601; absent where it is live. A snapshot is never
   * fresh: it is shown as one, with its age.
   */
  takenAt?: string;
  /** What it is, in words, such as the version of its server. */
  description?: string;
}

/**
 * One page of a list. The version of the last page is where a watch goes on.
 *
 * @alpha
 */
export interface ListPage {
  objects: KubernetesObject[];
  resourceVersion: string;
  /**
   * The list begins anew with this page: the pages before it say nothing any more about
   * what is there.
   */
  restarted?: boolean;
}

/**
 * What a watch says. A bookmark says only how far it got.
 *
 * @alpha
 */
export type WatchEvent =
  | {
      type: 'ADDED' | 'MODIFIED' | 'DELETED';
      object: KubernetesObject;
      resourceVersion: string;
    }
  | { type: 'BOOKMARK'; resourceVersion: string };

/**
 * Ends a request early.
 *
 * @alpha
 */
export interface ConnectionOptions {
  signal: AbortSignal;
}

/**
 * How a kind is listed.
 *
 * @alpha
 */
export interface ListOptions extends ConnectionOptions {
  /** A wish, for those who need no more than the first page; otherwise as it is best. */
  pageSize?: number;
}

/**
 * A cluster that can be read. Whatever it does, a method throws a `ClusterError` and
 * nothing else, but for its signal being aborted.
 *
 * @alpha
 */
export interface ClusterConnection {
  /** Asks for the least there is: does it answer, and does it let us in? */
  probe(options: ConnectionOptions): Promise<Probe>;

  /**
   * The served ones among the kinds, in their order; null where one is not served, and
   * an error where its group could not be asked: that concerns no other group.
   */
  discover(
    kinds: ResourceKind[],
    options: ConnectionOptions,
  ): Promise<(ServedKind | ClusterError | null)[]>;

  /** All objects of a kind, page by page. */
  list(kind: ServedKind, options: ListOptions): AsyncGenerator<ListPage>;

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
