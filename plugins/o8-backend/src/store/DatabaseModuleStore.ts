import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import type { Lease } from '../leases';
import type { StoreTiming } from '../timing';
import { toModuleKey } from './FactRow';
import { advanceFanOut, startFanOut, type FanOutScope } from './fanOuts';
import { fitColumn } from './fitColumn';
import type {
  Judgement,
  ModuleEntity,
  ModuleStore,
  NewState,
  StateChange,
  StateRow,
  TouchedModule,
} from './ModuleStore';
import { openDatabase } from './openDatabase';
import { reconcileModules } from './reconcileModules';
import { retainHistory, retainRevisions } from './retention';
import {
  bumpRevisions,
  readRevisions,
  toShardName,
  type DbRevision,
} from './revisions';
import { saveClusters, saveStates } from './saveStates';
import { selectIn } from './selectIn';
import {
  fromDbEntity,
  fromDbState,
  type DbChange,
  type DbEntity,
  type DbState,
} from './stateRows';
import { PRIORITY, touchDue, untouch } from './touch';
import { checkFences, write } from './write';

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

  async entitiesOf(modules: string[]): Promise<Map<string, ModuleEntity[]>> {
    const rows = await selectIn(modules.map(toModuleKey), chunk =>
      this.#knex<DbEntity>('modules')
        .select()
        .whereIn('module', chunk)
        .orderBy('entity_ref'),
    );
    return new Map(
      modules.map(name => [
        name,
        rows
          .filter(({ module }) => module === toModuleKey(name))
          .map(fromDbEntity),
      ]),
    );
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
    options: { isUrgent?: boolean } = {},
  ): Promise<TouchedModule[]> {
    const query = this.#knex<TouchedModule>('touched')
      .select('module', 'revision')
      .orderBy('priority')
      .limit(limit);
    if (shards) {
      query.whereIn('shard', shards);
    }
    return options.isUrgent
      ? query.where('priority', '<', PRIORITY.fanOut)
      : query;
  }

  async fanOut(scope: FanOutScope): Promise<void> {
    await this.#write(undefined, tx => startFanOut(tx, scope));
  }

  async advanceFanOuts(limit: number): Promise<number> {
    // Mostly there is none, and this is asked again and again.
    return (await this.isFanningOut())
      ? this.#write(undefined, tx => advanceFanOut(tx, limit))
      : 0;
  }

  async isFanningOut(): Promise<boolean> {
    return Boolean(await this.#knex('fan_outs').first('cluster'));
  }

  async saveStates(
    states: NewState[],
    touched: TouchedModule,
    fence?: Lease,
  ): Promise<string[]> {
    return this.saveAll([{ states, touched, fence }]);
  }

  async saveAll(judgements: Judgement[]): Promise<string[]> {
    return this.#write(undefined, async tx => {
      await checkFences(
        tx,
        judgements.flatMap(({ fence }) => fence ?? []),
      );
      const { changed, answered } = await saveStates(tx, judgements);
      await saveClusters(tx, judgements);
      await untouch(
        tx,
        judgements.map(({ touched }) => touched),
      );
      // One that nobody is any more may have been taken away by a version that counts
      // nothing.
      const gone = judgements.filter(({ states }) => states.length === 0);
      await bumpRevisions(tx, {
        modules: [...answered, ...gone.map(({ touched }) => touched.module)],
      });
      return changed;
    });
  }

  async touchDue(now: Date, limit: number): Promise<number> {
    return this.#write(undefined, tx => touchDue(tx, now, limit));
  }

  async reportJudged(shard: number, at: Date, fence?: Lease): Promise<void> {
    const row = { name: toShardName(shard), judged_at: at.toISOString() };
    await this.#write(fence, tx =>
      tx<DbRevision>('revisions')
        .insert({ ...row, revision: 0, floor: 0 })
        .onConflict('name')
        .merge(['judged_at']),
    );
  }

  async listJudged(): Promise<Map<number, string>> {
    const { shards } = await readRevisions(this.#knex);
    return new Map(
      [...shards].flatMap(([shard, { judgedAt }]) =>
        judgedAt ? [[shard, judgedAt] as const] : [],
      ),
    );
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
    const database = { knex: this.#knex, timing: this.#timing };
    await retainHistory({ ...options, ...database });
    await retainRevisions(database);
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
