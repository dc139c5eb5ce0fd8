import type { Knex } from 'knex';
import { lockEntities } from './lockEntities';
import { writeStateAttributes } from './moduleAttributes';
import type { Judgement, NewState } from './ModuleStore';
import { selectIn } from './selectIn';
import {
  fromDbState,
  toDbState,
  type DbChange,
  type DbState,
} from './stateRows';

const ANSWERED = [
  'verdict',
  'state',
  'sources',
  'placements',
  'binding',
  'since',
  'valid_until',
  'answer_hash',
] as const;

// SQLite takes 32766 values in one statement, and a row has 11.
const CHUNK = 200;

/** A row of the table `module_clusters`. */
interface DbModuleCluster {
  cluster: string;
  module: string;
}

/** What came of keeping judgements. */
export interface SavedStates {
  /** The entities whose state is another one than before, evidence times aside. */
  changed: string[];
  /** The modules of which anything is answered in another way than before. */
  answered: string[];
}

/** A judgement beside what was kept of it before. */
interface NewRow {
  module: string;
  state: NewState;
  old: DbState | undefined;
  row: DbState;
}

/**
 * Writes the judgements of some modules, and in the history which of them have another
 * verdict or headline.
 */
export async function saveStates(
  tx: Knex,
  judgements: Judgement[],
): Promise<SavedStates> {
  const rows = await toNewRows(tx, judgements);
  // Mostly nothing is new but when it was looked at.
  const news = rows.filter(({ row, old }) => !isSameAnswer(row, old));
  for (let start = 0; start < news.length; start += CHUNK) {
    await tx<DbState>('states')
      .insert(news.slice(start, start + CHUNK).map(({ row }) => row))
      .onConflict(['entity_ref', 'facet'])
      .merge();
  }
  await writeStateAttributes(
    tx,
    rows.map(({ state }) => state),
  );
  const changes = news.filter(isChange).map(({ state, row }) => ({
    entity_ref: row.entity_ref,
    facet: row.facet,
    verdict: row.verdict,
    headline: JSON.stringify(state.state.headline),
    at: row.assessed_at,
  }));
  for (let start = 0; start < changes.length; start += CHUNK) {
    await tx<DbChange>('state_history').insert(
      changes.slice(start, start + CHUNK),
    );
  }
  const changed = news.filter(
    ({ row, old }) => row.state_hash !== old?.state_hash,
  );
  return {
    changed: [...new Set(changed.map(({ row }) => row.entity_ref))],
    answered: [...new Set(news.map(({ module }) => module))],
  };
}

async function toNewRows(tx: Knex, judgements: Judgement[]): Promise<NewRow[]> {
  const states = judgements.flatMap(({ touched, states: judged }) =>
    judged.map(state => ({ module: touched.module, state })),
  );
  const refs = new Set(states.map(({ state }) => state.entityRef));
  const modules = await lockEntities(tx, refs, 'share');
  const kept = await selectIn(refs, chunk =>
    tx<DbState>('states').select().whereIn('entity_ref', chunk),
  );
  const before = new Map(kept.map(row => [toKey(row), row]));
  return (
    states
      // One that left the catalog meanwhile took its states with it, and of one that is
      // another module now somebody else writes at this moment.
      .filter(({ module, state }) => modules.get(state.entityRef) === module)
      .map(({ module, state }) => {
        const key = { entity_ref: state.entityRef, facet: state.facet };
        const old = before.get(toKey(key));
        return { module, state, old, row: toDbState(state, old) };
      })
  );
}

// When it was judged is answered too, as of the last time that it said something new.
function isSameAnswer(row: DbState, old: DbState | undefined): boolean {
  return (
    old !== undefined && ANSWERED.every(column => row[column] === old[column])
  );
}

function isChange({ state, old, row }: NewRow): boolean {
  return (
    old?.verdict !== row.verdict ||
    fromDbState(old).state.headline.code !== state.state.headline.code
  );
}

/** Keeps which clusters the states of modules rest on: whose changes concern them. */
export async function saveClusters(
  tx: Knex,
  judgements: Judgement[],
): Promise<void> {
  const modules = judgements.map(({ touched }) => touched.module);
  const kept = await selectIn(modules, chunk =>
    tx<DbModuleCluster>('module_clusters').select().whereIn('module', chunk),
  );
  for (const { touched, states } of judgements) {
    const { module } = touched;
    const wanted = new Set(
      states.flatMap(({ sources, placements }) =>
        [...sources, ...placements].map(({ cluster }) => cluster),
      ),
    );
    const drop: string[] = [];
    for (const row of kept) {
      if (row.module === module && !wanted.delete(row.cluster)) {
        drop.push(row.cluster);
      }
    }
    await writeClusters(tx, module, { add: [...wanted], drop });
  }
}

async function writeClusters(
  tx: Knex,
  module: string,
  { add, drop }: { add: string[]; drop: string[] },
): Promise<void> {
  if (add.length > 0) {
    await tx<DbModuleCluster>('module_clusters')
      .insert(add.map(cluster => ({ cluster, module })))
      .onConflict(['cluster', 'module'])
      .ignore();
  }
  if (drop.length > 0) {
    await tx<DbModuleCluster>('module_clusters')
      .where({ module })
      .whereIn('cluster', drop)
      .delete();
  }
}

function toKey(row: { entity_ref: string; facet: string }): string {
  return JSON.stringify([row.entity_ref, row.facet]);
}
