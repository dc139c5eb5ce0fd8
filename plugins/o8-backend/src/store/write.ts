import type { Knex } from 'knex';
import { LeaseLostError, type Lease } from '../leases';
import { DEFAULT_TIMING, type StoreTiming } from '../timing';

/** How the transactions of a store are made. */
export interface WriteOptions {
  knex: Knex;
  /** Whoever lost it writes nothing. */
  fence?: Lease;
  timing?: StoreTiming;
}

/**
 * One transaction. A writer that is stopped in its middle must not keep what it locked
 * from others, nor end it when it wakes up: PostgreSQL takes the session from it. In
 * SQLite nobody else writes.
 */
export async function write<T>(
  options: WriteOptions,
  work: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  const { knex, fence, timing = DEFAULT_TIMING } = options;
  return knex.transaction(async tx => {
    await limitWaits(tx, timing);
    if (fence) {
      await checkFence(tx, fence);
    }
    return work(tx);
  });
}

/**
 * To be called first in a transaction, also in one that only reads: a process that is
 * stopped in its middle would keep its snapshot, and nothing newer could be vacuumed.
 */
export async function limitWaits(
  tx: Knex.Transaction,
  timing: StoreTiming = DEFAULT_TIMING,
): Promise<void> {
  if (isPostgres(tx)) {
    await tx.raw(
      `SELECT set_config('idle_in_transaction_session_timeout', ?, true),
         set_config('lock_timeout', ?, true)`,
      [`${timing.writeIdleMs}ms`, `${timing.lockWaitMs}ms`],
    );
  }
}

/**
 * Throws if a lease is somebody else's. Until the transaction ends, nobody else gets it:
 * who takes it over changes its epoch, which waits for FOR KEY SHARE.
 */
export async function checkFence(
  tx: Knex.Transaction,
  fence: Lease,
): Promise<void> {
  await checkFences(tx, [fence]);
}

/** The same for several leases. */
export async function checkFences(
  tx: Knex.Transaction,
  fences: Lease[],
): Promise<void> {
  const wanted = new Map(fences.map(fence => [fence.name, fence]));
  if (wanted.size === 0) {
    return;
  }
  const query = tx<Lease>('leases')
    .select('name', 'holder', 'epoch')
    .whereIn('name', [...wanted.keys()])
    // In one order: takers lock in the same.
    .orderBy('name');
  const rows = await (isPostgres(tx) ? query.forKeyShare() : query);
  const held = new Map(rows.map(row => [row.name, row]));
  for (const fence of wanted.values()) {
    const lease = held.get(fence.name);
    if (lease?.holder !== fence.holder || lease.epoch !== fence.epoch) {
      throw new LeaseLostError(fence);
    }
  }
}

/** Whether it is PostgreSQL, and not SQLite. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/**
 * To order texts by as JavaScript sorts them, and not by the locale of a database: who
 * locks rows in the one order and who does in the other would wait for each other.
 */
export function toCodeOrder(knex: Knex, column: string): Knex.Raw {
  return knex.raw(isPostgres(knex) ? '?? COLLATE "C"' : '??', [column]);
}

/** The time of the database in milliseconds: those of replicas may differ. */
export function databaseNow(knex: Knex): string {
  // Not the start of the transaction: a statement may have waited for a lock.
  return isPostgres(knex)
    ? 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)'
    : `CAST(unixepoch('subsec') * 1000 AS integer)`;
}
