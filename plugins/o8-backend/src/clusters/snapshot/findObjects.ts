import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { createHash } from 'node:crypto';
import type { ServedKind } from '../ClusterConnection';
import { toObject } from '../kubernetesMessages';
import type { SnapshotObject } from './parseObjects';

/**
 * The objects of a kind, in the form in which a cluster gives them. One that stands in
 * several files, as archives of backup programs have it, counts once: the last.
 */
export function findObjects(
  kind: ServedKind,
  objects: SnapshotObject[],
): KubernetesObject[] {
  const { group, version } = kind;
  const apiVersion = group ? `${group}/${version}` : version;
  const found = new Map<string, KubernetesObject>();
  for (const input of objects) {
    if (input.kind === kind.kind && input.apiVersion === apiVersion) {
      const object = toObject(input, kind);
      const { name, namespace = '', uid } = object.metadata;
      const key = `${namespace}/${name}`;
      object.metadata.uid = uid || toUid(apiVersion, kind.kind, key);
      found.set(key, object);
    }
  }
  return [...found.values()];
}

/** Tells versions of an object apart, also where it has none. */
export function toContentVersion(object: KubernetesObject): string {
  return createHash('sha256').update(JSON.stringify(object)).digest('hex');
}

// Manifests that were never in a cluster have none; the same one shall stay the same.
function toUid(...parts: string[]): string {
  const hash = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `snapshot-${hash.slice(0, 32)}`;
}
