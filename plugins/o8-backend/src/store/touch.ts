import type { Knex } from 'knex';
import { randomInt } from 'node:crypto';
import type { TouchedModule } from './ModuleStore';
import { shardOf } from './shardOf';
import { isPostgres, toCodeOrder } from './write';

const CHUNK = 500;
// Far from the end of an integer, however often it grows.
const MAX_FIRST_REVISION = 2 ** 30;

/** Whether a module was touched by itself, or only with many others. */
export const PRIORITY = { single: 0, fanOut: 1 } as const;

/** Puts modules on the list of those to be judged again. */
export async function touch(
  knex: Knex,
  modules: Iterable<string>,
  priority: number = PRIORITY.single,
): Promise<void> {
  // In one order: writers that lock in different ones would wait for each other.
  const names = [...new Set(modules)].sort();
  for (let start = 0; start < names.length; start += CHUNK) {
    await knex('touched')
      .insert(
        names.slice(start, start + CHUNK).map(module => ({
          module,
          // By chance: a number that was taken off before must not come again.
          revision: randomInt(1, MAX_FIRST_REVISION),
          shard: shardOf(module),
          priority,
        })),
      )
      .onConflict('module')
      .merge({
        revision: knex.raw('touched.revision + 1'),
        // One that waits already does not go back in the line.
        priority: knex.raw(
          'CASE WHEN excluded.priority < touched.priority THEN excluded.priority ELSE touched.priority END',
        ),
      });
  }
}

/**
 * Touches modules of which a judgement holds no longer than to a time, at most so many;
 * how many these were. Those that wait already are not touched once more: they would be
 * judged twice.
 */
export async function touchDue(
  tx: Knex,
  now: Date,
  limit: number,
): Promise<number> {
  const waiting = tx('touched')
    .select(tx.raw('1'))
    .whereRaw('touched.module = modules.module');
  const due = tx('states')
    .select('entity_ref')
    .where('valid_until', '<=', now.toISOString());
  const modules = await tx('modules')
    .distinct()
    .whereIn('entity_ref', due)
    .whereNotExists(waiting)
    .limit(limit)
    .pluck<string[]>('module');
  // Many may grow old at one moment: what changed by itself goes before them.
  await touch(tx, modules, PRIORITY.fanOut);
  return modules.length;
}

/** Takes modules off the list, but for those that were touched again meanwhile. */
export async function untouch(
  tx: Knex,
  modules: TouchedModule[],
): Promise<void> {
  const revisions = new Map(modules.map(each => [each.module, each.revision]));
  const query = tx<TouchedModule>('touched')
    .select('module', 'revision')
    .whereIn('module', [...revisions.keys()])
    // In one order: writers that lock in different ones would wait for each other.
    .orderByRaw(toCodeOrder(tx, 'module'));
  const waiting: TouchedModule[] = await (isPostgres(tx)
    ? query.forUpdate()
    : query);
  const done = waiting.filter(
    ({ module, revision }) => revisions.get(module) === revision,
  );
  if (done.length > 0) {
    await tx('touched')
      .whereIn(
        'module',
        done.map(({ module }) => module),
      )
      .delete();
  }
}
