import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { fitColumn } from './fitColumn';
import type { DbAttribute, ModuleQuery } from './moduleAttributes';
import { openDatabase } from './openDatabase';
import { selectIn } from './selectIn';
import { selectVisible } from './selectVisible';
import type { ModuleAttributes, VisibilityStore } from './VisibilityStore';

/** As long as the column: what people ask for may be anything. */
const REF_LENGTH = 255;

/** Answers by the plugin's database, SQLite or PostgreSQL. */
export class DatabaseVisibilityStore implements VisibilityStore {
  readonly #knex: Knex;

  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseVisibilityStore> {
    return new DatabaseVisibilityStore(await openDatabase(options.database));
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async select(
    criteria: PermissionCriteria<ModuleQuery> | undefined,
    entityRefs?: string[],
  ): Promise<string[]> {
    return selectVisible(
      this.#knex,
      criteria,
      entityRefs?.map(ref => fitColumn(ref, REF_LENGTH)),
    );
  }

  async attributesOf(
    entityRefs: string[],
  ): Promise<(ModuleAttributes | undefined)[]> {
    const refs = new Set(entityRefs.map(ref => fitColumn(ref, REF_LENGTH)));
    const known = await selectVisible(this.#knex, undefined, [...refs]);
    const rows = await selectIn(known, chunk =>
      this.#knex<DbAttribute>('module_attributes')
        .select()
        .whereIn('entity_ref', chunk),
    );
    const modules = new Map(
      known.map(ref => [ref, new Map<string, Set<string>>()]),
    );
    for (const { entity_ref: ref, attribute, value } of rows) {
      const values = modules.get(ref)!;
      values.set(attribute, (values.get(attribute) ?? new Set()).add(value));
    }
    return entityRefs.map(entityRef => {
      const values = modules.get(entityRef);
      return values && { entityRef, values };
    });
  }
}
