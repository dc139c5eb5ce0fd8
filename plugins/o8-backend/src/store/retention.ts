import type { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import type { StoreTiming } from '../timing';
import type { DbFact } from './FactRow';
import {
  bumpRevisions,
  toShardName,
  type DbModuleRevision,
  type DbRevision,
} from './revisions';
import type { DbChange } from './stateRows';
import { databaseNow, isPostgres, write } from './write';

/** So many at once: years of data must not hold locks, nor keep SQLite from others. */
const CHUNK = 1_000;

interface Database {
  knex: Knex;
  timing?: StoreTiming;
}

/** Forgets records that are gone since before a time, and clusters not configured. */
export async function retainFacts(
  options: Database & { goneBefore: Date; clusters: string[] },
): Promise<void> {
  const { knex, goneBefore, clusters } = options;
  await deleteInChunks(options, 'facts', () =>
    knex<DbFact>('facts').where('gone_at', '<', goneBefore.toISOString()),
  );
  for (const cluster of await listObserved(knex)) {
    if (!clusters.includes(cluster)) {
      for (const table of ['facts', 'fact_labels', 'module_clusters']) {
        const column = table === 'module_clusters' ? 'cluster' : 'observed_on';
        await deleteInChunks(options, table, () =>
          knex(table)
            .where({ [column]: cluster })
            .whereNotExists(selectReader(knex, cluster)),
        );
      }
      await write(options, tx => bumpRevisions(tx, { clusters: [cluster] }));
    }
  }
}

/**
 * Forgets changes before a time, but for the last one before it: what was so when the
 * time that is kept begins. Of entities that left the catalog, all of them.
 */
export async function retainHistory(
  options: Database & { historyBefore: Date },
): Promise<void> {
  const { knex } = options;
  const before = options.historyBefore.toISOString();
  const later = knex('state_history as later')
    .select(knex.raw('1'))
    .whereRaw('later.entity_ref = state_history.entity_ref')
    .whereRaw('later.facet = state_history.facet')
    .whereRaw('later.id > state_history.id')
    .where('later.at', '<=', before);
  const entity = knex('modules')
    .select(knex.raw('1'))
    .whereRaw('modules.entity_ref = state_history.entity_ref');
  await deleteInChunks(options, 'state_history', () =>
    knex<DbChange>('state_history')
      .where('at', '<', before)
      .where(either => either.whereExists(later).orWhereNotExists(entity)),
  );
}

/**
 * Forgets the changes of modules that nobody is any more. How far that went is kept: who
 * knows less has to read everything again.
 */
export async function retainRevisions(options: Database): Promise<void> {
  const { knex } = options;
  const entity = knex('modules')
    .select(knex.raw('1'))
    .whereRaw('modules.module = module_revisions.module');
  const gone = await knex('module_revisions')
    .select<Pick<DbModuleRevision, 'shard' | 'revision'>[]>(
      'shard',
      knex.raw('max(revision) as revision'),
    )
    .whereNotExists(entity)
    .groupBy('shard')
    .orderBy('shard');
  for (const { shard, revision } of gone) {
    await write(options, async tx => {
      // First, so that nobody of this shard is stamped meanwhile. It is always another
      // one: a version that counts nothing may have taken a module of an old stamp away.
      await tx<DbRevision>('revisions')
        .where({ name: toShardName(shard) })
        .update({
          floor: tx.raw('CASE WHEN floor < ? THEN ? ELSE floor + 1 END', [
            Number(revision),
            Number(revision),
          ]),
        });
      await tx<DbModuleRevision>('module_revisions')
        .where({ shard })
        .where('revision', '<=', revision)
        .whereNotExists(entity)
        .delete();
    });
  }
}

/** The clusters that there are facts of, each found by a look into the index. */
async function listObserved(knex: Knex): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const row = await knex<DbFact>('facts')
      .where('observed_on', '>', found.at(-1) ?? '')
      .orderBy('observed_on')
      .first('observed_on');
    if (!row) {
      return found;
    }
    found.push(row.observed_on);
  }
}

// While replicas are replaced, one may read a cluster that this one does not know yet.
function selectReader(knex: Knex, cluster: string) {
  return knex('leases')
    .select(knex.raw('1'))
    .where({ name: `cluster/${cluster}` })
    .whereRaw(`expires_at > ${databaseNow(knex)}`);
}

async function deleteInChunks(
  { knex, timing }: Database,
  table: string,
  select: () => Knex.QueryBuilder,
): Promise<void> {
  for (;;) {
    const deleted = await write({ knex, timing }, async tx => {
      // Not every table has a key of one column; each engine has one of its own.
      const address = isPostgres(knex) ? 'ctid' : 'rowid';
      const chunk = select().select(`${table}.${address}`).limit(CHUNK);
      return isPostgres(knex)
        ? tx(table).whereRaw('ctid = ANY(ARRAY(?))', [chunk]).delete()
        : tx(table).whereIn('rowid', chunk).delete();
    });
    if (deleted < CHUNK) {
      return;
    }
    // SQLite answers at once: without this all would be deleted before anything else goes
    // on in the process.
    await setImmediate();
  }
}
