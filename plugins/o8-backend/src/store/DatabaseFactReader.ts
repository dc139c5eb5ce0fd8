import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { UnmatchedObject } from '@orchestr8/backstage-plugin-o8-common';
import type { Placement } from '@orchestr8/backstage-plugin-o8-node';
import type { Knex } from 'knex';
import { isClaimed, isOthers, toBinding, type ClaimType } from '../bindings';
import { toKnownFact, toModuleKey, type DbFact } from './FactRow';
import type {
  EntityFacts,
  EntityObjects,
  FactReader,
  ModuleFacts,
} from './FactReader';
import type { ModuleEntity } from './ModuleStore';
import { openDatabase } from './openDatabase';
import { toClaimable } from './selectClaimable';
import { selectClaimed, type ClaimedRow } from './selectClaimed';
import { selectModuleFacts, type ModuleRow } from './selectModuleFacts';
import { selectUnmatched } from './selectUnmatched';
import type { DbEntity } from './stateRows';
import { toModuleObjects } from './toModuleObjects';

/** Reads the facts from the plugin's database, SQLite or PostgreSQL. */
export class DatabaseFactReader implements FactReader {
  readonly #knex: Knex;
  readonly #judgedTypes: ReadonlySet<string> | undefined;

  static async create(options: {
    database: DatabaseService;
    /** The types of facts that states depend on; all if absent. */
    judgedTypes?: ReadonlySet<string>;
  }): Promise<DatabaseFactReader> {
    const knex = await openDatabase(options.database);
    return new DatabaseFactReader(knex, options.judgedTypes);
  }

  private constructor(
    knex: Knex,
    judgedTypes: ReadonlySet<string> | undefined,
  ) {
    this.#knex = knex;
    this.#judgedTypes = judgedTypes;
  }

  async factsOf(
    asked: { module: string; entities: ModuleEntity[] }[],
  ): Promise<Map<string, ModuleFacts>> {
    const found = await selectModuleFacts(
      this.#knex,
      asked.map(({ module, entities }) => ({
        module: toModuleKey(module),
        entityRefs: entities.map(({ entityRef }) => entityRef),
      })),
      this.#judgedTypes,
    );
    const facts = new Map<string, ModuleFacts>();
    for (const { module, entities } of asked) {
      const rows = found.get(toModuleKey(module)) ?? [];
      facts.set(module, await this.#toModuleFacts(rows, entities));
    }
    return facts;
  }

  async #toModuleFacts(
    rows: ModuleRow[],
    entities: ModuleEntity[],
  ): Promise<ModuleFacts> {
    const byRef: ModuleFacts['entities'] = {};
    for (const entity of entities) {
      const claimed = await selectClaimed(this.#knex, entity);
      const evidence = { rows, claimed, claimants: entities.length };
      byRef[entity.entityRef] = {
        ...judge(entity, evidence),
        claimed: claimed
          .filter(
            ({ binding, row }) => binding === 'claimed' && this.#isJudged(row),
          )
          .map(({ row }) => toKnownFact(row, 'claimed')),
      };
    }
    return {
      placements: findPlacements(rows),
      facts: rows
        .filter(({ row }) => this.#isJudged(row))
        .map(({ row }) => toKnownFact(row)),
      entities: byRef,
    };
  }

  #isJudged({ type }: DbFact): boolean {
    return this.#judgedTypes?.has(type) ?? true;
  }

  async objectsOf(
    entity: ModuleEntity,
    options: { limit: number },
  ): Promise<EntityObjects> {
    const module = toModuleKey(entity.module);
    const asked = [{ module, entityRefs: [entity.entityRef] }];
    const [found, claimed, claimants] = await Promise.all([
      selectModuleFacts(this.#knex, asked),
      selectClaimed(this.#knex, entity),
      this.#knex<DbEntity>('modules').where({ module }).pluck('entity_ref'),
    ]);
    const rows = found.get(module) ?? [];
    const evidence = { rows, claimed, claimants: claimants.length };
    return {
      ...toModuleObjects({
        ...judge(entity, evidence),
        ...evidence,
        module,
        entityRef: entity.entityRef,
        limit: options.limit,
      }),
      emptyClaims: findEmptyClaims(entity, rows, claimed),
    };
  }

  async listUnmatched(): Promise<UnmatchedObject[]> {
    return selectUnmatched(this.#knex);
  }
}

function judge(
  entity: ModuleEntity,
  known: { rows: ModuleRow[]; claimed: ClaimedRow[]; claimants: number },
): Pick<EntityFacts, 'binding' | 'isOthers'> {
  const { rows, claimed, claimants } = known;
  const evidence = {
    entityRef: entity.entityRef,
    named: new Set(
      rows
        .filter(({ by }) => by === 'own')
        .flatMap(({ row }) => row.own_entity ?? []),
    ),
    claimants,
    hasConfirmed: rows.length > 0,
    hasClaimed: claimed.length > 0,
    hasConflict: claimed.some(({ binding }) => binding === 'conflict'),
  };
  return { binding: toBinding(evidence), isOthers: isOthers(evidence) };
}

/** Where a module is, by what says so and names it: claims place nothing. */
function findPlacements(rows: ModuleRow[]): Placement[] {
  const placements = new Map<string, Placement>();
  for (const { row, by } of rows) {
    const { subject_cluster: cluster, subject_namespace: namespace } = row;
    if (row.places && by === 'own' && cluster && namespace) {
      placements.set(`${cluster}/${namespace}`, { cluster, namespace });
    }
  }
  return [...placements.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, placement]) => placement);
}

function findEmptyClaims(
  entity: ModuleEntity,
  rows: ModuleRow[],
  claimed: ClaimedRow[],
): ClaimType[] {
  const found = new Set(claimed.flatMap(({ types }) => types));
  const own = rows.map(({ row }) => toClaimable(row));
  return [...new Set(entity.claims.map(({ type }) => type))].filter(
    type =>
      !found.has(type) &&
      // What it claims and has anyway is found too.
      !entity.claims.some(
        claim =>
          claim.type === type && own.some(object => isClaimed(claim, object)),
      ),
  );
}
