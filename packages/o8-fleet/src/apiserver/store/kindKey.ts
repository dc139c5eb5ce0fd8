import type { GroupKind } from '../../types';

/** The key of a kind in maps; `/` cannot be part of either half. */
export function kindKey(kind: GroupKind): string {
  return `${kind.group}/${kind.kind}`;
}

/** The group of an `apiVersion`: empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** The `apiVersion` of a group and a version. */
export function apiVersionOf(of: { group: string; version: string }): string {
  return of.group ? `${of.group}/${of.version}` : of.version;
}
