import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Lease, LeaseStore, Standing } from '../leases';
import type { StoreTiming } from '../timing';
import { openDatabase } from './openDatabase';
import { databaseNow, write } from './write';

/** Of whom a lease is that was given up. */
const NOBODY = '';

/**
 * Keeps leases in the plugin's database, SQLite or PostgreSQL. Each decision is one
 * statement, so that nothing happens between looking and taking.
 */
export class DatabaseLeaseStore implements LeaseStore {
  readonly #knex: Knex;
  readonly #timing: StoreTiming | undefined;
  readonly #now: string;

  static async create(options: {
    database: DatabaseService;
    timing?: StoreTiming;
  }): Promise<DatabaseLeaseStore> {
    const knex = await openDatabase(options.database);
    return new DatabaseLeaseStore(knex, options.timing);
  }

  private constructor(knex: Knex, timing: StoreTiming | undefined) {
    this.#knex = knex;
    this.#timing = timing;
    this.#now = databaseNow(knex);
  }

  async heartbeat(options: {
    holder: string;
    ttlMs: number;
  }): Promise<Standing> {
    const { holder, ttlMs } = options;
    await this.#write(tx =>
      tx('replicas')
        .insert({ holder, expires_at: this.#in(ttlMs) })
        .onConflict('holder')
        .merge({ expires_at: this.#in(ttlMs) }),
    );
    const alive = await this.#knex('replicas')
      .where('expires_at', '>', this.#in(0))
      .pluck<string[]>('holder');
    // Not by the database, whose order is a matter of its locale.
    return {
      replicas: Math.max(1, alive.length),
      rank: alive.filter(other => other < holder).length,
    };
  }

  async listTaken(names: string[]): Promise<Set<string>> {
    const taken = await this.#knex('leases')
      .whereIn('name', names)
      .where('expires_at', '>', this.#in(0))
      .pluck<string[]>('name');
    return new Set(taken);
  }

  async acquire(options: {
    name: string;
    holder: string;
    ttlMs: number;
  }): Promise<Lease | null> {
    const { name, holder, ttlMs } = options;
    return this.#write(async tx => {
      const [row] = await tx('leases')
        .insert({ name, holder, epoch: 1, expires_at: this.#in(ttlMs) })
        .onConflict('name')
        .merge({
          holder,
          epoch: tx.raw('leases.epoch + 1'),
          expires_at: this.#in(ttlMs),
        })
        .where('leases.expires_at', '<=', this.#in(0))
        .returning('epoch');
      return row ? { name, holder, epoch: row.epoch } : null;
    });
  }

  async renew(leases: Lease[], options: { ttlMs: number }): Promise<Lease[]> {
    if (leases.length === 0) {
      return [];
    }
    const rows = await this.#write(tx =>
      whereHeld(tx, leases)
        .where('expires_at', '>', this.#in(0))
        .update({ expires_at: this.#in(options.ttlMs) })
        .returning(['name', 'epoch']),
    );
    const kept = new Set(rows.map(({ name, epoch }) => `${epoch} ${name}`));
    return leases.filter(({ name, epoch }) => kept.has(`${epoch} ${name}`));
  }

  async release(leases: Lease[]): Promise<void> {
    if (leases.length > 0) {
      await this.#write(tx =>
        whereHeld(tx, leases).update({
          holder: NOBODY,
          expires_at: this.#in(0),
        }),
      );
    }
  }

  async leave(holder: string): Promise<void> {
    await this.#write(tx => tx('replicas').where({ holder }).delete());
  }

  async retain({ endedForMs }: { endedForMs: number }): Promise<void> {
    const ended = this.#in(-endedForMs);
    await this.#write(async tx => {
      await tx('replicas').where('expires_at', '<', ended).delete();
      await tx('leases').where('expires_at', '<', ended).delete();
    });
  }

  /** The time of the database, so many milliseconds from now. */
  #in(ms: number): Knex.Raw {
    return this.#knex.raw(`${this.#now} + ?`, [ms]);
  }

  #write<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return write({ knex: this.#knex, timing: this.#timing }, work);
  }
}

function whereHeld(tx: Knex, leases: Lease[]) {
  return tx('leases').whereIn(
    ['name', 'holder', 'epoch'],
    leases.map(({ name, holder, epoch }) => [name, holder, epoch]),
  );
}
