import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DatabaseFactReader } from '../DatabaseFactReader';
import { DatabaseFactStore } from '../DatabaseFactStore';
import { DatabaseModuleStore } from '../DatabaseModuleStore';
import type { FactRow } from '../FactRow';
import type { ModuleEntity } from '../ModuleStore';
import { createBatch } from './createFactRow';

/** All that keeps facts and modules, in one database. */
export async function createStores(knex: Knex) {
  const database = mockServices.database({ knex });
  const store = await DatabaseFactStore.create({ database });
  const reader = await DatabaseFactReader.create({ database });
  const modules = await DatabaseModuleStore.create({ database });
  return {
    knex,
    store,
    reader,
    modules,
    /** Keeps rows, those of each cluster and kind as one batch. */
    put: async (...rows: FactRow[]) => {
      const batches = new Map<string, FactRow[]>();
      for (const row of rows) {
        const key = `${row.observedOn} ${row.kind}`;
        batches.set(key, [...(batches.get(key) ?? []), row]);
      }
      const touched = new Set<string>();
      for (const batch of batches.values()) {
        const result = await store.apply(createBatch(batch));
        result.touched.forEach(module => touched.add(module));
      }
      return [...touched].sort();
    },
    touched: async (): Promise<string[]> =>
      knex('touched').orderBy('module').pluck('module'),
    forgetTouched: () => knex('touched').delete(),
  };
}

/** An entity that is a module of its name, but for what a test says. */
export function createEntity(
  name: string,
  fields: Partial<ModuleEntity> = {},
): ModuleEntity {
  return {
    entityRef: `component:default/${name}`,
    module: name,
    title: name,
    description: null,
    owner: null,
    owners: [],
    system: null,
    landingZone: null,
    tier: null,
    rpoMs: null,
    claims: [],
    claimProblems: [],
    ...fields,
  };
}

/** An entity that has no name on clusters, and claims by these annotations. */
export function createClaimant(
  name: string,
  ...claims: (Pick<ModuleEntity['claims'][number], 'type'> &
    Partial<ModuleEntity['claims'][number]>)[]
): ModuleEntity {
  const entityRef = `component:default/${name}`;
  return createEntity(name, {
    module: entityRef,
    claims: claims.map(claim => ({
      cluster: null,
      namespace: null,
      name: null,
      project: null,
      selector: null,
      ...claim,
    })),
  });
}
