import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Lease } from '../leases';
import type { StoreTiming } from '../timing';
import { openDatabase } from './openDatabase';
import { planReconcile } from './planReconcile';
import { bumpRevisions, readSourcesRevision } from './revisions';
import type { SourceRow, SourceStore } from './SourceStore';
import { databaseNow, write } from './write';

// SQLite takes 500 rows in one statement.
const CHUNK = 500;

/** A row of the table `sources`. */
export interface DbSource {
  cluster: string;
  source: string;
  state: SourceRow['state'];
  since: string;
  confirmed_at: string | null;
  message: string | null;
  kinds: string;
}

const BRIEF = [
  'cluster',
  'source',
  'state',
  'since',
  'confirmed_at',
  'message',
] as const;

/** Keeps the sources in the plugin's database, SQLite or PostgreSQL. */
export class DatabaseSourceStore implements SourceStore {
  readonly #knex: Knex;
  readonly #timing: StoreTiming | undefined;

  static async create(options: {
    database: DatabaseService;
    timing?: StoreTiming;
  }): Promise<DatabaseSourceStore> {
    const knex = await openDatabase(options.database);
    return new DatabaseSourceStore(knex, options.timing);
  }

  private constructor(knex: Knex, timing: StoreTiming | undefined) {
    this.#knex = knex;
    this.#timing = timing;
  }

  async reconcile(expected: SourceRow[]): Promise<void> {
    await this.#write(undefined, async tx => {
      const existing = await tx<DbSource>('sources').select(
        'cluster',
        'source',
      );
      const { add, drop } = planReconcile(existing, expected);
      for (let start = 0; start < drop.length; start += CHUNK) {
        await tx<DbSource>('sources')
          .whereIn(
            ['cluster', 'source'],
            drop
              .slice(start, start + CHUNK)
              .map(({ cluster, source }) => [cluster, source]),
          )
          // While replicas are replaced, another one may read what this one does not
          // know: its runner would not say again what is dropped here.
          .whereNotExists(selectReader(tx))
          .delete();
      }
      for (let start = 0; start < add.length; start += CHUNK) {
        // Another replica that starts at the same time may have been first.
        await tx<DbSource>('sources')
          .insert(add.slice(start, start + CHUNK).map(toDb))
          .onConflict(['cluster', 'source'])
          .ignore();
      }
      await bumpRevisions(tx, { sources: add.length + drop.length > 0 });
    });
  }

  async report(row: SourceRow, fence?: Lease): Promise<boolean> {
    const { cluster, source } = row;
    return this.#write(fence, async tx => {
      const old = await tx<DbSource>('sources')
        .where({ cluster, source })
        .first();
      await tx<DbSource>('sources')
        .insert(toDb(row))
        .onConflict(['cluster', 'source'])
        .merge();
      await bumpRevisions(tx, { sources: true });
      return old?.state !== row.state;
    });
  }

  async confirm(options: {
    cluster: string;
    sources: string[];
    at: Date;
    fence?: Lease;
  }): Promise<void> {
    const { cluster, sources, at, fence } = options;
    await this.#write(fence, tx =>
      tx<DbSource>('sources')
        .where({ cluster })
        .whereIn('source', sources)
        .whereIn('state', ['fresh', 'unsupported'])
        .update({ confirmed_at: at.toISOString() }),
    );
  }

  async list(options: { withKinds?: boolean } = {}): Promise<SourceRow[]> {
    const { withKinds = true } = options;
    const rows = await this.#knex<DbSource>('sources')
      .select(...(withKinds ? [...BRIEF, 'kinds' as const] : BRIEF))
      .orderBy(['cluster', 'source']);
    return rows.map(row => fromDb({ ...row, kinds: row.kinds ?? '[]' }));
  }

  async getRevision(): Promise<number> {
    return readSourcesRevision(this.#knex);
  }

  #write<T>(
    fence: Lease | undefined,
    work: (tx: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    return write({ knex: this.#knex, timing: this.#timing, fence }, work);
  }
}

/** The lease of whoever reads the cluster of a row now. */
function selectReader(tx: Knex) {
  const name = tx.raw(`'cluster/' || sources.cluster`);
  return tx('leases')
    .select(tx.raw('1'))
    .where('leases.name', name)
    .whereRaw(`leases.expires_at > ${databaseNow(tx)}`);
}

function toDb({ confirmedAt, message, kinds, ...row }: SourceRow): DbSource {
  return {
    ...row,
    confirmed_at: confirmedAt,
    // It may repeat what an object says; PostgreSQL refuses NUL. In JSON it is escaped.
    message: message && message.replaceAll('\0', ''),
    kinds: JSON.stringify(kinds),
  };
}

function fromDb(db: DbSource): SourceRow {
  const { confirmed_at: confirmedAt, kinds, ...row } = db;
  return { ...row, confirmedAt, kinds: JSON.parse(kinds) };
}
