import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import type {
  ModuleEntity,
  ModuleStore,
  NewState,
  StateChange,
  StateRow,
  TouchedModule,
} from './ModuleStore';
import { toModuleKey } from './FactRow';
import { fitColumn } from './fitColumn';
import { openDatabase } from './openDatabase';
import {
  fromDbEntity,
  fromDbState,
  toDbEntity,
  toDbState,
  type DbChange,
  type DbEntity,
  type DbState,
} from './stateRows';
import { touch } from './touch';

const CHUNK = 500;
const SECRET_BYTES = 32;
/** As long as the column: what people ask for may be anything. */
const REF_LENGTH = 255;

/** Keeps modules and states in the plugin's database, SQLite or PostgreSQL. */
export class DatabaseModuleStore implements ModuleStore {
  readonly #knex: Knex;

  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseModuleStore> {
    return new DatabaseModuleStore(await openDatabase(options.database));
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async reconcile(entities: ModuleEntity[]): Promise<{ changed: number }> {
    return this.#knex.transaction(async tx => {
      const kept = await tx<DbEntity>('modules').select();
      const before = new Map(kept.map(row => [row.entity_ref, row]));
      const touched: string[] = [];
      const write: DbEntity[] = [];
      for (const row of entities.map(toDbEntity)) {
        const old = before.get(row.entity_ref);
        before.delete(row.entity_ref);
        if (old?.entity !== row.entity) {
          write.push(row);
          touched.push(row.module, old?.module ?? row.module);
        }
      }
      for (let start = 0; start < write.length; start += CHUNK) {
        await tx<DbEntity>('modules')
          .insert(write.slice(start, start + CHUNK))
          .onConflict('entity_ref')
          .merge();
      }
      for (const { entity_ref: entityRef, module } of before.values()) {
        await tx('modules').where({ entity_ref: entityRef }).delete();
        await tx('states').where({ entity_ref: entityRef }).delete();
        touched.push(module);
      }
      await touch(tx, touched);
      return { changed: write.length + before.size };
    });
  }

  async listEntities(): Promise<ModuleEntity[]> {
    const rows = await this.#knex<DbEntity>('modules')
      .select()
      .orderBy('entity_ref');
    return rows.map(fromDbEntity);
  }

  async entitiesOf(module: string): Promise<ModuleEntity[]> {
    const rows = await this.#knex<DbEntity>('modules')
      .select()
      .where({ module: toModuleKey(module) })
      .orderBy('entity_ref');
    return rows.map(fromDbEntity);
  }

  async getEntity(entityRef: string): Promise<ModuleEntity | undefined> {
    const row = await this.#knex<DbEntity>('modules')
      .where({ entity_ref: fitColumn(entityRef, REF_LENGTH) })
      .first();
    return row && fromDbEntity(row);
  }

  async listTouched(limit: number): Promise<TouchedModule[]> {
    return this.#knex<TouchedModule>('touched')
      .select('module', 'revision')
      .limit(limit);
  }

  async touchAll(): Promise<void> {
    await this.#knex.transaction(async tx => {
      const rows = await tx<DbEntity>('modules').distinct('module');
      await touch(
        tx,
        rows.map(({ module }) => module),
      );
    });
  }

  async saveStates(
    states: NewState[],
    touched: TouchedModule,
  ): Promise<string[]> {
    return this.#knex.transaction(async tx => {
      const changed = new Set<string>();
      const known = await tx<DbEntity>('modules')
        .whereIn(
          'entity_ref',
          states.map(({ entityRef }) => entityRef),
        )
        .pluck('entity_ref');
      for (const state of states) {
        // One that left the catalog meanwhile took its states with it.
        if (known.includes(state.entityRef) && (await saveState(tx, state))) {
          changed.add(state.entityRef);
        }
      }
      const { module, revision } = touched;
      await tx('touched').where({ module, revision }).delete();
      return [...changed];
    });
  }

  async listStates(entityRefs?: string[]): Promise<StateRow[]> {
    const query = this.#knex<DbState>('states').select();
    const rows = await (entityRefs
      ? query.whereIn('entity_ref', entityRefs)
      : query);
    return rows.map(fromDbState);
  }

  async listHistory(entityRef: string, facet: string): Promise<StateChange[]> {
    const rows = await this.#knex<DbChange>('state_history')
      .select('verdict', 'headline', 'at')
      .where({ entity_ref: entityRef, facet })
      .orderBy('id');
    return rows.map(({ verdict, headline, at }) => ({
      verdict,
      headline: JSON.parse(headline),
      at,
    }));
  }

  async retain(options: { historyBefore: Date }): Promise<void> {
    await this.#knex<DbChange>('state_history')
      .where('at', '<', options.historyBefore.toISOString())
      .delete();
  }

  async getSecret(name: string): Promise<string> {
    await this.#knex('settings')
      .insert({ name, value: randomBytes(SECRET_BYTES).toString('hex') })
      // Another replica may have been first: then its secret is the one.
      .onConflict('name')
      .ignore();
    const row = await this.#knex('settings').where({ name }).first('value');
    return row.value;
  }
}

/** Writes one judgement; whether it is another one than before. */
async function saveState(tx: Knex, state: NewState): Promise<boolean> {
  const { entityRef, facet, assessedAt } = state;
  const where = { entity_ref: entityRef, facet };
  const old = await tx<DbState>('states').where(where).first();
  const row = toDbState(state, old);
  await tx<DbState>('states')
    .insert(row)
    .onConflict(['entity_ref', 'facet'])
    .merge();

  const { code } = state.state.headline;
  const oldCode = old && fromDbState(old).state.headline.code;
  if (old?.verdict !== row.verdict || oldCode !== code) {
    await tx<DbChange>('state_history').insert({
      ...where,
      verdict: row.verdict,
      headline: JSON.stringify(state.state.headline),
      at: assessedAt,
    });
  }
  return old?.state_hash !== row.state_hash;
}
