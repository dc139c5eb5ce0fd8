// SQLite takes 32766 values in one statement; PostgreSQL plans long lists badly.
const CHUNK = 400;

/** Selects by a list of values, however long it is. */
export async function selectIn<V, R>(
  values: Iterable<V>,
  select: (chunk: V[]) => PromiseLike<R[]>,
): Promise<R[]> {
  const all = [...values];
  const rows: R[] = [];
  for (let start = 0; start < all.length; start += CHUNK) {
    rows.push(...(await select(all.slice(start, start + CHUNK))));
  }
  return rows;
}
