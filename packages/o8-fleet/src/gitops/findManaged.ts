import type { ObjectStore } from '../types';
import { KINDS } from './kinds';
import { trackedBy } from './tracking';

/**
 * The Applications that GitOps cares for, as `namespace/name`: the roots, what leads to
 * one, and what it cared for before. Parents come before their children.
 */
export function findManaged(
  argoCd: ObjectStore,
  isKnown: (path: string, uid: string) => boolean,
): Set<string> {
  const children = new Map<string, string[]>();
  const found = new Set<string>();
  for (const object of argoCd.list(KINDS.application)) {
    const { namespace = '', name, uid } = object.metadata;
    const path = `${namespace}/${name}`;
    const parent = trackedBy(object);
    if (parent !== undefined) {
      const key = `${namespace}/${parent}`;
      children.set(key, [...(children.get(key) ?? []), path]);
    }
    if (isKnown(path, uid)) found.add(path);
  }
  // A set that grows while it is walked through: what is added comes last.
  for (const path of found) {
    for (const child of children.get(path) ?? []) found.add(child);
  }
  return found;
}
