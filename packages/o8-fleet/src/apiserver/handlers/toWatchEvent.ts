import type { KubeObject, ResourceDefinition } from '../../types';
import type { Predicate } from '../selectors';
import { kindKey, type StoreEvent } from '../store';

/** One event of a watch. */
export interface WatchEvent {
  type: StoreEvent['type'];
  object: KubeObject;
}

/** What a watch sees of a change; nothing when it is not about what it watches. */
export function toWatchEvent(
  change: StoreEvent,
  watch: {
    definition: ResourceDefinition;
    namespace?: string;
    selector?: Predicate;
  },
): WatchEvent | undefined {
  const { definition, namespace, selector = () => true } = watch;
  const { type, object, previous } = change;
  if (change.kindKey !== kindKey(definition)) {
    return undefined;
  }
  if (namespace !== undefined && object.metadata.namespace !== namespace) {
    return undefined;
  }
  const wasSeen = previous !== undefined && selector(previous);
  const isSeen = type !== 'DELETED' && selector(object);
  if (isSeen) {
    return { type: wasSeen ? 'MODIFIED' : 'ADDED', object };
  }
  if (!wasSeen) {
    return undefined;
  }
  // What left the selection is told as it was when it was last seen.
  const { resourceVersion } = object.metadata;
  return {
    type: 'DELETED',
    object: {
      ...previous,
      metadata: { ...previous.metadata, resourceVersion },
    },
  };
}
