/** Identifies a source on a cluster. */
export interface SourceKey {
  cluster: string;
  source: string;
}

/** What has to be added and dropped to make the existing sources the expected ones. */
export function planReconcile<T extends SourceKey>(
  existing: SourceKey[],
  expected: T[],
): { add: T[]; drop: SourceKey[] } {
  const existingKeys = new Set(existing.map(toKey));
  const expectedKeys = new Set(expected.map(toKey));
  return {
    add: expected.filter(key => !existingKeys.has(toKey(key))),
    drop: existing.filter(key => !expectedKeys.has(toKey(key))),
  };
}

function toKey({ cluster, source }: SourceKey): string {
  return JSON.stringify([cluster, source]);
}
