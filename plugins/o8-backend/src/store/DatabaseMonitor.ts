import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { openDatabase } from './openDatabase';

/** Looks at the plugin's database for those who watch over the backend. */
export class DatabaseMonitor {
  readonly #knex: Knex;

  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseMonitor> {
    return new DatabaseMonitor(await openDatabase(options.database));
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Throws if the tables cannot be read; a database without them is of no use. */
  async ping(): Promise<void> {
    await this.#knex('leases').first('name');
  }

  /** How much waits for judgement, by whichever replica. */
  async countWaiting(): Promise<{ modules: number; fanOuts: number }> {
    return {
      modules: await this.#count('touched'),
      fanOuts: await this.#count('fan_outs'),
    };
  }

  async #count(table: string): Promise<number> {
    const row = await this.#knex(table).count({ count: '*' }).first();
    // PostgreSQL answers a text.
    return Number(row?.count);
  }
}
