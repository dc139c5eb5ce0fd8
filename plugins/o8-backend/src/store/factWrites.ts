import type { Knex } from 'knex';
import type { DbFact } from './FactRow';

/** SQLite takes 32766 values in one statement, and a row has 27. */
export const FACT_CHUNK = 200;

const KEY = ['observed_on', 'kind', 'object', 'uid', 'type', 'key'] as const;

/** Writes rows in full, whether they were there or not. */
export async function upsertFacts(tx: Knex, rows: DbFact[]): Promise<void> {
  await inChunks(rows, chunk =>
    tx<DbFact>('facts')
      .insert(chunk)
      .onConflict([...KEY])
      .merge(),
  );
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
