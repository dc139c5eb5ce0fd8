import type { DbFact } from './FactRow';

/**
 * Of records, such as backups, the newest of each kind and cluster: a module has
 * thousands of them, and their history has an answer of its own. Everything else stays.
 */
export function pickNewest<T extends { rows: DbFact[] }>(
  objects: [address: string, object: T][],
  perKind: number,
): [address: string, object: T][] {
  const seen = new Map<string, number>();
  const kept = new Set<string>();
  const byAge = [...objects].sort(
    ([a, { rows: left }], [b, { rows: right }]) =>
      compare(timeOf(right), timeOf(left)) || compare(a, b),
  );
  for (const [address, { rows }] of byAge) {
    const [{ observed_on: cluster, kind }] = rows;
    const key = `${cluster} ${kind}`;
    // What says more than that something happened is no record.
    const isRecord = rows.every(({ uid }) => uid);
    const count = isRecord ? (seen.get(key) ?? 0) + 1 : 0;
    seen.set(key, count);
    if (count <= perKind) {
      kept.add(address);
    }
  }
  return objects.filter(([address]) => kept.has(address));
}

function timeOf(rows: DbFact[]): string {
  return rows[0].evidence_at ?? rows[0].changed_at;
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
