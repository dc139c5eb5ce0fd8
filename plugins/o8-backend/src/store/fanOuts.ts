import type { Knex } from 'knex';
import { NAMESPACE_KIND } from '../bindings';
import type { DbFact } from './FactRow';
import { shardOf } from './shardOf';
import { PRIORITY, touch } from './touch';
import { isPostgres } from './write';

/** The scope of a fan-out to all modules. */
const ALL = '';
/** Begins that of a fan-out to a shard: in no cluster's name is a slash. */
const SHARD = 'shard/';

/** A row of the table `fan_outs`. */
interface DbFanOut {
  cluster: string;
  cursor: string;
  again: boolean | number;
  passes: number;
}

/** Which modules have to be judged again. */
export type FanOutScope = { cluster: string } | { shard: number } | 'all';

/**
 * Has many modules touched, chunk by chunk. To be called before any are touched in the
 * same transaction: others lock in this order. One that is under way goes on, and then
 * once more: a change that comes again and again must not keep it from its end.
 */
export async function startFanOut(tx: Knex, scope: FanOutScope): Promise<void> {
  const cluster = toName(scope);
  await tx<DbFanOut>('fan_outs')
    .insert({ cluster, cursor: '', again: false, passes: 0 })
    .onConflict('cluster')
    .merge({ again: tx.raw(`fan_outs.again OR fan_outs.cursor <> ''`) });
}

function toName(scope: FanOutScope): string {
  if (scope === 'all') {
    return ALL;
  }
  return 'shard' in scope ? `${SHARD}${scope.shard}` : scope.cluster;
}

/** Touches the next chunk of one fan-out; how many modules that were. */
export async function advanceFanOut(tx: Knex, limit: number): Promise<number> {
  const next = tx<DbFanOut>('fan_outs')
    .select()
    .orderBy([{ column: 'passes' }, { column: 'cluster' }])
    .first();
  // One that another replica goes on with is in good hands.
  const fanOut = await (isPostgres(tx) ? next.forUpdate().skipLocked() : next);
  if (!fanOut) {
    return 0;
  }
  const { cluster, cursor, again, passes } = fanOut;
  const isOfAll = cluster === ALL || cluster.startsWith(SHARD);
  const modules = isOfAll
    ? await selectAll(tx, { cursor, limit })
    : await selectOfCluster(tx, cluster, { cursor, limit });
  const concerned = cluster.startsWith(SHARD)
    ? modules.filter(module => `${SHARD}${shardOf(module)}` === cluster)
    : modules;
  await touch(tx, concerned, PRIORITY.fanOut);
  const row = tx<DbFanOut>('fan_outs').where({ cluster });
  if (modules.length === limit) {
    await row.update({ cursor: modules[limit - 1], passes: passes + 1 });
  } else if (again) {
    await row.update({ cursor: '', again: false, passes: passes + 1 });
  } else {
    await row.delete();
  }
  return modules.length;
}

interface Page {
  cursor: string;
  limit: number;
}

async function selectAll(tx: Knex, { cursor, limit }: Page): Promise<string[]> {
  return tx('modules')
    .distinct('module')
    .where('module', '>', cursor)
    .orderBy('module')
    .limit(limit)
    .pluck<string[]>('module');
}

/** The modules whose states rest on a cluster, or that have a Namespace there. */
async function selectOfCluster(
  tx: Knex,
  cluster: string,
  { cursor, limit }: Page,
): Promise<string[]> {
  const judged = tx('module_clusters')
    .select('module')
    .where({ cluster })
    .where('module', '>', cursor);
  // Of one that is judged for the first time at this moment, nothing is kept yet.
  const placed = tx<DbFact>('facts')
    .select({ module: 'own_module' })
    .where({ observed_on: cluster, kind: NAMESPACE_KIND })
    .where('own_module', '>', cursor)
    .whereExists(
      tx('modules')
        .select(tx.raw('1'))
        .whereRaw('modules.module = facts.own_module'),
    );
  return tx
    .from(judged.union(placed).as('concerned'))
    .orderBy('module')
    .limit(limit)
    .pluck<string[]>('module');
}
