import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { openDatabase } from './openDatabase';
import { planReconcile } from './planReconcile';
import type { SourceRow, SourceStore } from './SourceStore';

interface DbSource {
  cluster: string;
  source: string;
  state: SourceRow['state'];
  since: string;
  confirmed_at: string | null;
  message: string | null;
}

/** Keeps the sources in the plugin's database, SQLite or PostgreSQL. */
export class DatabaseSourceStore implements SourceStore {
  readonly #knex: Knex;

  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseSourceStore> {
    return new DatabaseSourceStore(await openDatabase(options.database));
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async reconcile(expected: SourceRow[]): Promise<void> {
    await this.#knex.transaction(async tx => {
      const existing = await tx<DbSource>('sources').select(
        'cluster',
        'source',
      );
      const { add, drop } = planReconcile(existing, expected);
      for (const { cluster, source } of drop) {
        await tx<DbSource>('sources').where({ cluster, source }).delete();
      }
      for (const row of add) {
        // Another replica that starts at the same time may have been first.
        await tx<DbSource>('sources')
          .insert(toDb(row))
          .onConflict(['cluster', 'source'])
          .ignore();
      }
    });
  }

  async report(row: SourceRow): Promise<boolean> {
    const { cluster, source } = row;
    return this.#knex.transaction(async tx => {
      const old = await tx<DbSource>('sources')
        .where({ cluster, source })
        .first();
      await tx<DbSource>('sources')
        .insert(toDb(row))
        .onConflict(['cluster', 'source'])
        .merge();
      return old?.state !== row.state;
    });
  }

  async confirm(options: {
    cluster: string;
    sources: string[];
    at: Date;
  }): Promise<void> {
    const { cluster, sources, at } = options;
    await this.#knex<DbSource>('sources')
      .where({ cluster })
      .whereIn('source', sources)
      .whereIn('state', ['fresh', 'unsupported'])
      .update({ confirmed_at: at.toISOString() });
  }

  async list(): Promise<SourceRow[]> {
    const rows = await this.#knex<DbSource>('sources')
      .select()
      .orderBy(['cluster', 'source']);
    return rows.map(fromDb);
  }
}

function toDb({ confirmedAt, message, ...row }: SourceRow): DbSource {
  return {
    ...row,
    confirmed_at: confirmedAt,
    // It may repeat what an object says; PostgreSQL refuses NUL.
    message: message && message.replaceAll('\0', ''),
  };
}

function fromDb({ confirmed_at: confirmedAt, ...row }: DbSource): SourceRow {
  return { ...row, confirmedAt };
}
