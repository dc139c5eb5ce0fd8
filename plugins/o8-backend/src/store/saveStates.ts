import type { Knex } from 'knex';
import type { NewState } from './ModuleStore';
import {
  fromDbState,
  toDbState,
  type DbChange,
  type DbEntity,
  type DbState,
} from './stateRows';
import { isPostgres } from './write';

/**
 * Writes the judgements of a module, and in its history which of them have another
 * verdict or headline. Returns the entities whose state is another one than before.
 */
export async function saveStates(
  tx: Knex,
  module: string,
  states: NewState[],
): Promise<string[]> {
  const refs = [...new Set(states.map(({ entityRef }) => entityRef))];
  if (refs.length === 0) {
    return [];
  }
  const known = await lockEntities(tx, module, refs);
  const kept = await tx<DbState>('states').select().whereIn('entity_ref', refs);
  const before = new Map(kept.map(row => [toKey(row), row]));
  // One that left the catalog meanwhile took its states with it, and of one that is
  // another module now somebody else writes at this moment.
  const rows = states
    .filter(({ entityRef }) => known.has(entityRef))
    .map(state => {
      const key = { entity_ref: state.entityRef, facet: state.facet };
      const old = before.get(toKey(key));
      return { state, old, row: toDbState(state, old) };
    });
  if (rows.length === 0) {
    return [];
  }
  await tx<DbState>('states')
    .insert(rows.map(({ row }) => row))
    .onConflict(['entity_ref', 'facet'])
    .merge();
  const changes = rows.filter(isChange).map(({ state, row }) => ({
    entity_ref: row.entity_ref,
    facet: row.facet,
    verdict: row.verdict,
    headline: JSON.stringify(state.state.headline),
    at: row.assessed_at,
  }));
  if (changes.length > 0) {
    await tx<DbChange>('state_history').insert(changes);
  }
  const changed = rows.filter(
    ({ row, old }) => row.state_hash !== old?.state_hash,
  );
  return [...new Set(changed.map(({ row }) => row.entity_ref))];
}

/** Those of some entities that are this module, and stay so until the transaction ends. */
async function lockEntities(
  tx: Knex,
  module: string,
  refs: string[],
): Promise<Set<string>> {
  const query = tx<DbEntity>('modules')
    .select('entity_ref')
    .where({ module })
    .whereIn('entity_ref', refs)
    .orderBy('entity_ref');
  const rows = await (isPostgres(tx) ? query.forShare() : query);
  return new Set(rows.map(row => row.entity_ref));
}

function isChange(options: {
  state: NewState;
  old: DbState | undefined;
  row: DbState;
}): boolean {
  const { state, old, row } = options;
  return (
    old?.verdict !== row.verdict ||
    fromDbState(old).state.headline.code !== state.state.headline.code
  );
}

/** Keeps which clusters the states of a module rest on: whose changes concern it. */
export async function saveClusters(
  tx: Knex,
  module: string,
  states: NewState[],
): Promise<void> {
  const wanted = new Set(
    states.flatMap(({ sources, placements }) =>
      [...sources, ...placements].map(({ cluster }) => cluster),
    ),
  );
  const kept = new Set(
    await tx('module_clusters').where({ module }).pluck<string[]>('cluster'),
  );
  const add = [...wanted].filter(cluster => !kept.has(cluster));
  const drop = [...kept].filter(cluster => !wanted.has(cluster));
  if (add.length > 0) {
    await tx('module_clusters')
      .insert(add.map(cluster => ({ cluster, module })))
      .onConflict(['cluster', 'module'])
      .ignore();
  }
  if (drop.length > 0) {
    await tx('module_clusters')
      .where({ module })
      .whereIn('cluster', drop)
      .delete();
  }
}

function toKey(row: { entity_ref: string; facet: string }): string {
  return JSON.stringify([row.entity_ref, row.facet]);
}
