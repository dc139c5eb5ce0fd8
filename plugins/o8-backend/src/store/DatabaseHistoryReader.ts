import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type {
  HistoryPage,
  HistoryReader,
  HistoryRow,
  HistorySelection,
} from './HistoryReader';
import { openDatabase } from './openDatabase';
import type { DbHistory } from './historyParts';
import { selectHistory } from './selectHistory';
import { isConfirmed, selectHistoryHomes } from './selectHistoryHomes';
import type { DbEntity } from './stateRows';

/** Reads history from the plugin's database, SQLite or PostgreSQL. */
export class DatabaseHistoryReader implements HistoryReader {
  readonly #knex: Knex;

  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseHistoryReader> {
    return new DatabaseHistoryReader(await openDatabase(options.database));
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async historyOf(
    entityRef: string,
    selection: HistorySelection,
  ): Promise<HistoryPage | undefined> {
    const entity = await this.#knex<DbEntity>('modules')
      .where({ entity_ref: entityRef })
      .first('module');
    if (!entity) {
      return undefined;
    }
    const owner = { entityRef, module: entity.module };
    const asksRecords = selection.recordTypes.length > 0;
    const homes =
      asksRecords && (await isConfirmed(this.#knex, owner))
        ? await selectHistoryHomes(this.#knex, owner)
        : null;
    const question = { owner, homes, selection };
    const { rows, totalRows } = await selectHistory(this.#knex, question);
    return {
      rows: rows.slice(0, selection.limit).map(toRow),
      totalRows,
      hasMore: rows.length > selection.limit,
    };
  }
}

function toRow(row: DbHistory): HistoryRow {
  const { at, tie } = row;
  if (row.facet !== null) {
    const { facet, verdict, headline } = row;
    return { at, tie, facet, verdict, headline: JSON.parse(headline) };
  }
  return {
    at,
    tie,
    record: {
      type: row.type,
      object: {
        cluster: row.observed_on,
        apiVersion: row.api_version,
        kind: row.kind.slice(row.kind.indexOf('/') + 1),
        namespace: row.namespace,
        name: row.name,
      },
      subject: {
        cluster: row.subject_cluster,
        namespace: row.subject_namespace,
      },
      value: JSON.parse(row.value),
      goneAt: row.gone_at,
    },
  };
}
