import type { Knex } from 'knex';
import { APPLICATION_SET_KIND } from '../bindings';
import { FactQuery } from './FactQuery';
import { toFactKey, type DbFact } from './FactRow';
import { ModuleHomes } from './ModuleHomes';

/** A kept fact that the platform says is a module's, and how. */
export interface ModuleRow {
  row: DbFact;
  /**
   * `own`: its object says so. `home`: its Namespace does. `shared`: it is there for
   * others too.
   */
  by: 'own' | 'home' | 'shared';
}

/** Whose facts are asked for. */
export interface AskedModule {
  /** As columns call it. */
  module: string;
  entityRefs: string[];
}

type RowsOfModule = Map<string, ModuleRow>;

/**
 * The rows that belong to some modules: of objects that name one of them, or one of its
 * entities, where only the platform can write; of everything in Namespaces that do; what
 * covers those Namespaces or their clusters as a whole; and what made its Applications.
 * Records whose object is gone are left out. With `types`, of what does not itself say
 * whose it is only those are given.
 *
 * Many are asked for at once with as many queries as one. SQLite counts nothing before it
 * plans, and takes the worst index for "is null": such conditions are kept from it.
 */
export async function selectModuleFacts(
  knex: Knex,
  asked: AskedModule[],
  types?: ReadonlySet<string>,
): Promise<Map<string, ModuleRow[]>> {
  const found = new Map<string, RowsOfModule>(
    asked.map(({ module }) => [module, new Map()]),
  );
  const add = (module: string, row: DbFact, by: ModuleRow['by']) => {
    const rows = found.get(module)!;
    const key = toFactKey(row);
    // What is said first says most.
    if (!rows.has(key)) {
      rows.set(key, { row, by });
    }
  };
  const query = new FactQuery(knex, types);
  const own = await selectOwn(query, asked);
  own.forEach((rows, module) => rows.forEach(row => add(module, row, 'own')));
  const homes = new ModuleHomes(own);
  for (const row of await selectInside(query, homes)) {
    homes
      .modulesAt(row.observed_on, row.namespace)
      .forEach(module => add(module, row, 'home'));
  }
  for (const row of await selectCovering(query, homes)) {
    homes
      .modulesAt(row.subject_cluster, row.subject_namespace)
      .forEach(module => add(module, row, 'shared'));
  }
  await addMakers(query, found, add);
  return new Map(
    [...found].map(([module, rows]) => [module, [...rows.values()]]),
  );
}

async function selectOwn(
  query: FactQuery,
  asked: AskedModule[],
): Promise<Map<string, DbFact[]>> {
  const modules = asked.map(({ module }) => module);
  const refs = asked.flatMap(({ entityRefs }) => entityRefs);
  const rows = await query.all(modules, (facts, chunk) =>
    facts.where(where =>
      where.whereIn('own_module', chunk).orWhereIn('own_entity', refs),
    ),
  );
  return new Map(
    asked.map(({ module, entityRefs }) => [
      module,
      rows.filter(
        row =>
          row.own_module === module ||
          (row.own_entity !== null && entityRefs.includes(row.own_entity)),
      ),
    ]),
  );
}

async function selectInside(
  query: FactQuery,
  { clusters, names }: ModuleHomes,
): Promise<DbFact[]> {
  const rows = await query.some(names, (facts, chunk) =>
    facts
      .whereIn('namespace', chunk)
      .whereIn('observed_on', [...clusters])
      .where('binds', 'object'),
  );
  return rows.filter(row => row.own_module === null && row.own_entity === null);
}

async function selectCovering(
  query: FactQuery,
  { clusters, names }: ModuleHomes,
): Promise<DbFact[]> {
  const binds = 'subject';
  return [
    ...(await query.some(names, (facts, chunk) =>
      facts
        .whereIn('subject_cluster', [...clusters])
        .whereIn('subject_namespace', chunk)
        .where({ binds }),
    )),
    ...(await query.some(clusters, (facts, chunk) =>
      facts
        .whereIn('subject_cluster', chunk)
        .whereNull('subject_namespace')
        .where({ binds }),
    )),
  ];
}

/** The ApplicationSets that made Applications of the modules. */
async function addMakers(
  query: FactQuery,
  found: Map<string, RowsOfModule>,
  add: (module: string, row: DbFact, by: 'shared') => void,
): Promise<void> {
  if (!query.asksFor('applicationSets.')) {
    return;
  }
  const wanted = new Map<string, Set<string>>();
  for (const [module, rows] of found) {
    for (const { row } of rows.values()) {
      if (row.made_by !== null) {
        const key = JSON.stringify([row.observed_on, row.made_by]);
        wanted.set(key, (wanted.get(key) ?? new Set()).add(module));
      }
    }
  }
  const places = [...wanted.keys()].map(
    key => JSON.parse(key) as [cluster: string, object: string],
  );
  const makers = await query.some(
    new Set(places.map(([, object]) => object)),
    (facts, chunk) =>
      facts
        .whereIn('observed_on', [
          ...new Set(places.map(([cluster]) => cluster)),
        ])
        .where({ kind: APPLICATION_SET_KIND })
        .whereIn('object', chunk),
  );
  for (const row of makers) {
    const key = JSON.stringify([row.observed_on, row.object]);
    wanted.get(key)?.forEach(module => add(module, row, 'shared'));
  }
}
