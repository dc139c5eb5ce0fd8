import type { Knex } from 'knex';
import type { DbFact } from './FactRow';
import { toRowKey } from './planApply';

/** SQLite takes 32766 values in one statement, and a row has 27. */
export const FACT_CHUNK = 200;

const KEY = ['observed_on', 'kind', 'object', 'uid', 'type', 'key'] as const;

const VALUE = [
  'api_version',
  'value',
  'value_hash',
  'volatile',
  'evidence_at',
  'changed_at',
] as const;

/**
 * Writes rows, whether they were there or not; `kept` are those of the same objects that
 * were. Mostly only the value is another one: then no index has to be written.
 */
export async function upsertFacts(
  tx: Knex,
  rows: DbFact[],
  kept: DbFact[],
): Promise<void> {
  const before = new Map(kept.map(row => [toRowKey(row), row]));
  const isRevalued = (row: DbFact) =>
    isSameButValue(row, before.get(toRowKey(row)));
  await inChunks(rows.filter(isRevalued), chunk =>
    tx<DbFact>('facts')
      .insert(chunk)
      .onConflict([...KEY])
      .merge([...VALUE]),
  );
  await inChunks(
    rows.filter(row => !isRevalued(row)),
    chunk =>
      tx<DbFact>('facts')
        .insert(chunk)
        .onConflict([...KEY])
        .merge(),
  );
}

function isSameButValue(row: DbFact, old: DbFact | undefined): boolean {
  const values: readonly string[] = VALUE;
  return (
    old !== undefined &&
    Object.entries({ ...row, ...toBits(row) }).every(
      ([column, value]) =>
        values.includes(column) ||
        value === { ...old, ...toBits(old) }[column as keyof DbFact],
    )
  );
}

// SQLite gives numbers in the place of true and false.
function toBits({ platform, places }: DbFact) {
  return { platform: Boolean(platform), places: Boolean(places) };
}

/** Writes of rows that are there only what moves without meaning. */
export async function refreshFacts(tx: Knex, rows: DbFact[]): Promise<void> {
  await inChunks(rows, chunk =>
    tx<DbFact>('facts')
      .insert(chunk)
      .onConflict([...KEY])
      .merge(['volatile', 'evidence_at']),
  );
}

/** Forgets rows. All are of one cluster and kind. */
export async function deleteFacts(tx: Knex, rows: DbFact[]): Promise<void> {
  await inChunks(rows, chunk => whereRows(tx, chunk).delete());
}

/** Says of records that their objects are gone. All are of one cluster and kind. */
export async function endFacts(
  tx: Knex,
  rows: DbFact[],
  now: Date,
): Promise<void> {
  await inChunks(rows, chunk =>
    whereRows(tx, chunk).update({ gone_at: now.toISOString() }),
  );
}

function whereRows(tx: Knex, rows: DbFact[]) {
  const { observed_on, kind } = rows[0];
  return (
    tx<DbFact>('facts')
      .where({ observed_on, kind })
      // SQLite finds nothing by an index for four values at once.
      .whereIn('object', [...new Set(rows.map(({ object }) => object))])
      .whereIn(
        ['object', 'uid', 'type', 'key'],
        rows.map(({ object, uid, type, key }) => [object, uid, type, key]),
      )
  );
}

async function inChunks(
  rows: DbFact[],
  work: (chunk: DbFact[]) => PromiseLike<unknown>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += FACT_CHUNK) {
    await work(rows.slice(start, start + FACT_CHUNK));
  }
}
