import type { Knex } from 'knex';
import { randomInt } from 'node:crypto';
import { shardOf } from './shardOf';

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
