import { randomUUID } from 'node:crypto';
import { formatTime } from '../../content/time';
import type { ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import type { ApplicationSpec } from './ApplicationSpec';
import { withServerDefaults } from './serverDefaults';

/** What `CreateNamespace=true` asks for: a Namespace that belongs to nobody. */
export function ensureNamespace(
  store: ObjectStore,
  spec: ApplicationSpec,
  now: Date,
): void {
  const { namespace: name } = spec.destination;
  if (!name || !spec.syncOptions.has('CreateNamespace=true')) return;
  if (store.get(KINDS.namespace, undefined, name)) return;
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, uid: randomUUID(), creationTimestamp: formatTime(now) },
  };
  store.put(withServerDefaults(namespace, store.cluster));
}
