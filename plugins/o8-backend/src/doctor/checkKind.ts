import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import type { ClusterConnection, ServedKind } from '../clusters';

/**
 * Lists a kind and asks to watch it, as the engine does: throws what the cluster throws.
 * Only the first object is asked for, unless all are wanted.
 */
export async function checkKind(options: {
  connection: ClusterConnection;
  kind: ServedKind;
  /** Takes all objects, page by page; absent where one is enough. */
  onObjects?: (objects: KubernetesObject[]) => void;
  signal: AbortSignal;
}): Promise<void> {
  const { connection, kind, onObjects } = options;
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  try {
    const pageSize = onObjects ? undefined : 1;
    let resourceVersion = '';
    for await (const page of connection.list(kind, { signal, pageSize })) {
      resourceVersion = page.resourceVersion;
      if (!onObjects) {
        break;
      }
      onObjects(page.objects);
    }
    await connection.watch(kind, { signal, resourceVersion });
  } finally {
    // It agreed, and that is all: a watch that nobody reads would stay open.
    ended.abort();
  }
}
