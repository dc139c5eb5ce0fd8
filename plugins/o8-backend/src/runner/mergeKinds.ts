import type { ResourceKind, Source } from '@orchestr8/backstage-plugin-o8-node';

/**
 * The kinds that some sources read, each once. One that several of them read is read in
 * a version that all of them understand, and in full unless none of them needs that.
 */
export function mergeKinds(sources: Pick<Source, 'kinds'>[]): ResourceKind[] {
  const kinds = new Map<string, ResourceKind>();
  for (const kind of sources.flatMap(source => source.kinds)) {
    const key = toKindKey(kind);
    const known = kinds.get(key);
    kinds.set(key, known ? merge(known, kind) : kind);
  }
  return [...kinds.values()];
}

function merge(a: ResourceKind, b: ResourceKind): ResourceKind {
  const { metadataOnly: _, versions: __, ...rest } = a;
  // Nothing in common leaves an empty list, which no cluster serves.
  const versions =
    a.versions && b.versions
      ? a.versions.filter(version => b.versions?.includes(version))
      : a.versions ?? b.versions;
  return {
    ...rest,
    ...(a.metadataOnly && b.metadataOnly ? { metadataOnly: true } : {}),
    ...(versions ? { versions } : {}),
  };
}

/** API group and kind, such as `velero.io/Backup`. */
export function toKindKey(kind: { group: string; kind: string }): string {
  return `${kind.group}/${kind.kind}`;
}
