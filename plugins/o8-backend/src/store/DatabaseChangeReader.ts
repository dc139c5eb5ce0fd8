import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { StoreTiming } from '../timing';
import type { ChangeReader, KeyedEntity, ModuleChanges } from './ChangeReader';
import type { StateRow } from './ModuleStore';
import { openDatabase } from './openDatabase';
import {
  isForgotten,
  readRevisions,
  type DbModuleRevision,
  type Revisions,
} from './revisions';
import { selectIn } from './selectIn';
import {
  fromDbEntity,
  fromDbState,
  type DbEntity,
  type DbState,
} from './stateRows';
import { isPostgres, limitWaits } from './write';

/** Reads changes from the plugin's database, SQLite or PostgreSQL. */
export class DatabaseChangeReader implements ChangeReader {
  readonly #knex: Knex;
  readonly #timing: StoreTiming | undefined;

  static async create(options: {
    database: DatabaseService;
    timing?: StoreTiming;
  }): Promise<DatabaseChangeReader> {
    return new DatabaseChangeReader(
      await openDatabase(options.database),
      options.timing,
    );
  }

  private constructor(knex: Knex, timing: StoreTiming | undefined) {
    this.#knex = knex;
    this.#timing = timing;
  }

  async readRevisions(): Promise<Revisions> {
    return readRevisions(this.#knex);
  }

  async readChanges<Judgement>(options: {
    since: Revisions | undefined;
    project: (row: StateRow) => Judgement;
  }): Promise<ModuleChanges<Judgement>> {
    // An entity may go from one module to another: between two moments it would be lost.
    return this.#knex.transaction(
      async tx => {
        await limitWaits(tx, this.#timing);
        return readChanges(tx, options);
      },
      isPostgres(this.#knex)
        ? { isolationLevel: 'repeatable read', readOnly: true }
        : {},
    );
  }
}

async function readChanges<Judgement>(
  tx: Knex,
  options: {
    since: Revisions | undefined;
    project: (row: StateRow) => Judgement;
  },
): Promise<ModuleChanges<Judgement>> {
  const { since, project } = options;
  const revisions = await readRevisions(tx);
  const isAll = since === undefined || isForgotten(since, revisions);
  const modules = isAll
    ? await listStamped(tx)
    : await listChanged(tx, since, revisions);
  const entities = await listEntities(tx, isAll ? undefined : modules);
  const refs = entities.map(({ entity }) => entity.entityRef);
  const judgements = await selectIn(refs, async chunk => {
    const rows = await tx<DbState>('states')
      .select()
      .whereIn('entity_ref', chunk);
    return rows.map(row => project(fromDbState(row)));
  });
  return { isAll, revisions, modules, entities, judgements };
}

async function listStamped(tx: Knex): Promise<Map<string, number>> {
  return toNumbers(
    await tx<DbModuleRevision>('module_revisions').select('module', 'revision'),
  );
}

async function listChanged(
  tx: Knex,
  since: Revisions,
  until: Revisions,
): Promise<Map<string, number>> {
  const modules = new Map<string, number>();
  for (const [shard, { revision }] of until.shards) {
    const known = since.shards.get(shard)?.revision ?? 0;
    if (revision !== known) {
      const rows = await tx<DbModuleRevision>('module_revisions')
        .select('module', 'revision')
        .where({ shard })
        .where('revision', '>', known);
      toNumbers(rows).forEach((number, module) => modules.set(module, number));
    }
  }
  return modules;
}

// PostgreSQL gives numbers of that size as texts.
function toNumbers(
  rows: Pick<DbModuleRevision, 'module' | 'revision'>[],
): Map<string, number> {
  return new Map(
    rows.map(({ module, revision }) => [module, Number(revision)]),
  );
}

async function listEntities(
  tx: Knex,
  modules: Map<string, number> | undefined,
): Promise<KeyedEntity[]> {
  const query = () => tx<DbEntity>('modules').select('module', 'entity');
  const rows = modules
    ? await selectIn(modules.keys(), chunk => query().whereIn('module', chunk))
    : await query();
  return rows.map(row => ({ module: row.module, entity: fromDbEntity(row) }));
}
