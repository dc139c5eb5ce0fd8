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
    // In one order: replicas that insert in different ones would wait for each other.
    add: expected
      .filter(key => !existingKeys.has(toKey(key)))
      .sort((a, b) => (toKey(a) < toKey(b) ? -1 : 1)),
    drop: existing.filter(key => !expectedKeys.has(toKey(key))),
  };
}

function toKey({ cluster, source }: SourceKey): string {
  return JSON.stringify([cluster, source]);
}
