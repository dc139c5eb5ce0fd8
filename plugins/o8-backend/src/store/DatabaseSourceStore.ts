import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { planReconcile } from './planReconcile';
import type { SourceRow, SourceStore } from './SourceStore';

const MIGRATIONS = resolvePackagePath(
  '@orchestr8/backstage-plugin-o8-backend',
  'migrations',
);

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
    const { database } = options;
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({ directory: MIGRATIONS });
    }
    return new DatabaseSourceStore(knex);
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

  async list(): Promise<SourceRow[]> {
    const rows = await this.#knex<DbSource>('sources')
      .select()
      .orderBy(['cluster', 'source']);
    return rows.map(fromDb);
  }
}

function toDb({ confirmedAt, ...row }: SourceRow): DbSource {
  return { ...row, confirmed_at: confirmedAt };
}

function fromDb({ confirmed_at: confirmedAt, ...row }: DbSource): SourceRow {
  return { ...row, confirmedAt };
}
