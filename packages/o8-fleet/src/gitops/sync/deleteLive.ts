import { formatTime } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { isKind, KINDS } from '../kinds';
import { idOf } from '../tracking';

/**
 * Deletes an object as a server does: one with finalizers is only marked and waits for
 * whoever holds it; a Namespace takes along what is in it.
 */
export function deleteLive(
  store: ObjectStore,
  object: KubeObject,
  now: Date,
): void {
  const { metadata } = object;
  const { finalizers, deletionTimestamp, name, namespace } = metadata;
  if (Array.isArray(finalizers) && finalizers.length > 0) {
    if (deletionTimestamp) return;
    const marked = { ...metadata, deletionTimestamp: formatTime(now) };
    store.put({ ...object, metadata: marked });
    return;
  }
  const id = idOf(object);
  if (isKind(id, KINDS.namespace)) deleteContent(store, name);
  store.delete(id, namespace, name);
}

function deleteContent(store: ObjectStore, namespace: string): void {
  for (const definition of store.definitions()) {
    if (!definition.namespaced) continue;
    for (const { metadata } of listIn(store, definition, namespace)) {
      store.delete(definition, namespace, metadata.name);
    }
  }
}

/** The objects of a kind in a namespace; found by halving, because all are sorted. */
export function listIn(
  store: ObjectStore,
  kind: { group: string; kind: string },
  namespace: string,
): readonly KubeObject[] {
  const all = store.list(kind);
  const begin = lowerBound(all, name => name >= namespace);
  const end = lowerBound(all, name => name > namespace);
  return all.slice(begin, end);
}

function lowerBound(
  all: readonly KubeObject[],
  isReached: (namespace: string) => boolean,
): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(all[middle].metadata.namespace ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}
