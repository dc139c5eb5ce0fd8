import { createHash } from 'node:crypto';
import type { KubeObject } from '../../types';

const UUID_PARTS = /^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/;

/**
 * The objects as a restore from a backup makes them again: each has another uid, always
 * the same for the one that it had, and what refers to it follows. Oldest changes first.
 */
export function restoreObjects(objects: readonly KubeObject[]): KubeObject[] {
  const uids = new Map(
    objects.map(({ metadata: { uid } }) => [uid, otherUid(uid)]),
  );
  return objects
    .toSorted((a, b) => revisionOf(a) - revisionOf(b))
    .map(object => mapStrings(object, text => uids.get(text) ?? text));
}

function revisionOf({ metadata }: KubeObject): number {
  return Number(metadata.resourceVersion ?? 0);
}

function otherUid(uid: string): string {
  const digest = createHash('sha256').update(`restored:${uid}`).digest('hex');
  return digest.replace(UUID_PARTS, '$1-$2-$3-$4-$5');
}

/** What has not changed stays the same value. */
function mapStrings<T>(value: T, map: (text: string) => string): T;
function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return map(value);
  }
  if (Array.isArray(value)) {
    const items = value.map(item => mapStrings<unknown>(item, map));
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const mapped = entries.map(([key, field]) => [key, mapStrings(field, map)]);
  return mapped.every(([, field], at) => field === entries[at][1])
    ? value
    : Object.fromEntries(mapped);
}
