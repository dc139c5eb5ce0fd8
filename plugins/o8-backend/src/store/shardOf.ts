import { createHash } from 'node:crypto';

/** Among so many the judging of modules can be shared. */
export const SHARDS = 16;

/** The shard of a module: the same on every replica, of every version. */
export function shardOf(moduleKey: string): number {
  const [first] = createHash('sha256').update(moduleKey).digest();
  return first % SHARDS;
}
