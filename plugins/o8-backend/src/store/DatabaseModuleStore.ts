import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import type { Lease } from '../leases';
import type { StoreTiming } from '../timing';
import { toModuleKey } from './FactRow';
import { advanceFanOut, startFanOut, type FanOutScope } from './fanOuts';
import { fitColumn } from './fitColumn';
import type {
  ModuleEntity,
  ModuleStore,
  NewState,
  StateChange,
  StateRow,
  TouchedModule,
} from './ModuleStore';
import { openDatabase } from './openDatabase';
import { reconcileModules } from './reconcileModules';
import { retainHistory } from './retention';
import { saveClusters, saveStates } from './saveStates';
import {
  fromDbEntity,
  fromDbState,
  type DbChange,
  type DbEntity,
  type DbState,
} from './stateRows';
import { write } from './write';

const SECRET_BYTES = 32;
/** As long as the column: what people ask for may be anything. */
const REF_LENGTH = 255;

/** Keeps modules and states in the plugin's database, SQLite or PostgreSQL. */
export class DatabaseModuleStore implements ModuleStore {
  readonly #knex: Knex;
  readonly #timing: StoreTiming | undefined;

  static async create(options: {
    database: DatabaseService;
    timing?: StoreTiming;
  }): Promise<DatabaseModuleStore> {
    const knex = await openDatabase(options.database);
    return new DatabaseModuleStore(knex, options.timing);
  }

  private constructor(knex: Knex, timing: StoreTiming | undefined) {
    this.#knex = knex;
    this.#timing = timing;
  }

  async reconcile(entities: ModuleEntity[]): Promise<{ changed: number }> {
    return this.#write(undefined, async tx => ({
      changed: await reconcileModules(tx, entities),
    }));
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

  async listTouched(
    limit: number,
    shards?: number[],
  ): Promise<TouchedModule[]> {
    const query = this.#knex<TouchedModule>('touched')
      .select('module', 'revision')
      .orderBy('priority')
      .limit(limit);
    return shards ? query.whereIn('shard', shards) : query;
  }

  async fanOut(scope: FanOutScope): Promise<void> {
    await this.#write(undefined, tx => startFanOut(tx, scope));
  }

  async advanceFanOuts(limit: number): Promise<number> {
    // Mostly there is none, and this is asked again and again.
    const waiting = await this.#knex('fan_outs').first('cluster');
    return waiting ? this.#write(undefined, tx => advanceFanOut(tx, limit)) : 0;
  }

  async saveStates(
    states: NewState[],
    touched: TouchedModule,
    fence?: Lease,
  ): Promise<string[]> {
    return this.#write(fence, async tx => {
      const { module, revision } = touched;
      const changed = await saveStates(tx, module, states);
      await saveClusters(tx, module, states);
      await tx('touched').where({ module, revision }).delete();
      return changed;
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
    await retainHistory({ ...options, knex: this.#knex, timing: this.#timing });
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

  #write<T>(
    fence: Lease | undefined,
    work: (tx: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    return write({ knex: this.#knex, timing: this.#timing, fence }, work);
  }
}
