import { compareText } from '../render/sortKeys';
import type { Manifest } from '../types';
import type { GroupKind } from './types';

/** The group and kind of an object. */
export function kindOf({
  apiVersion,
  kind,
}: Pick<Manifest, 'apiVersion' | 'kind'>): GroupKind {
  const slash = apiVersion.lastIndexOf('/');
  return { group: slash < 0 ? '' : apiVersion.slice(0, slash), kind };
}

/** Such as `apps/Deployment`, and `/Service` for the core group. */
export function kindKey({ group, kind }: GroupKind): string {
  return `${group}/${kind}`;
}

/** Each kind once, sorted. */
export function uniqueKinds(kinds: GroupKind[]): GroupKind[] {
  return [...new Map(kinds.map(kind => [kindKey(kind), kind])).values()].sort(
    (a, b) => compareText(kindKey(a), kindKey(b)),
  );
}
