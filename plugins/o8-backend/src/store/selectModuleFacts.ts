import type { Knex } from 'knex';
import { APPLICATION_SET_KIND, NAMESPACE_KIND } from '../bindings';
import { toFactKey, type DbFact } from './FactRow';
import { selectIn } from './selectIn';

/** A kept fact that the platform says is a module's, and how. */
export interface ModuleRow {
  row: DbFact;
  /**
   * `own`: its object says so. `home`: its Namespace does. `shared`: it is there for
   * others too.
   */
  by: 'own' | 'home' | 'shared';
}

/**
 * The rows that belong to a module: of objects that name it, or one of its entities,
 * where only the platform can write; of everything in Namespaces that do; what covers
 * those Namespaces or their clusters as a whole; and what made its Applications.
 * Records whose object is gone are left out.
 */
export async function selectModuleFacts(
  knex: Knex,
  module: string,
  entityRefs: string[],
): Promise<ModuleRow[]> {
  const rows = new Map<string, ModuleRow>();
  const add = (found: DbFact[], by: ModuleRow['by']) => {
    for (const row of found) {
      const key = toFactKey(row);
      // What is said first says most.
      if (!rows.has(key)) {
        rows.set(key, { row, by });
      }
    }
  };
  add(await selectOwn(knex, module, entityRefs), 'own');
  const homes = [...rows.values()]
    .map(({ row }) => row)
    .filter(({ kind }) => kind === NAMESPACE_KIND);
  for (const [cluster, names] of groupNames(homes)) {
    add(await selectInside(knex, cluster, names), 'home');
    add(await selectCovering(knex, cluster, names), 'shared');
  }
  const made = [...rows.values()].map(({ row }) => row);
  add(await selectMakers(knex, made), 'shared');
  return [...rows.values()];
}

async function selectOwn(
  knex: Knex,
  module: string,
  entityRefs: string[],
): Promise<DbFact[]> {
  const rows = await knex<DbFact>('facts')
    .select()
    .where({ own_module: module, gone_at: null });
  return [
    ...rows,
    ...(await selectIn(entityRefs, refs =>
      knex<DbFact>('facts')
        .select()
        .where({ gone_at: null })
        .whereIn('own_entity', refs),
    )),
  ];
}

function selectInside(
  knex: Knex,
  cluster: string,
  names: string[],
): Promise<DbFact[]> {
  return selectIn(names, chunk =>
    knex<DbFact>('facts')
      .select()
      .where({
        observed_on: cluster,
        binds: 'object',
        own_module: null,
        own_entity: null,
        gone_at: null,
      })
      .whereIn('namespace', chunk),
  );
}

async function selectCovering(
  knex: Knex,
  cluster: string,
  names: string[],
): Promise<DbFact[]> {
  const facts = () =>
    knex<DbFact>('facts')
      .select()
      .where({ subject_cluster: cluster, binds: 'subject', gone_at: null });
  return [
    ...(await selectIn(names, chunk =>
      facts().whereIn('subject_namespace', chunk),
    )),
    ...(await facts().whereNull('subject_namespace')),
  ];
}

async function selectMakers(knex: Knex, rows: DbFact[]): Promise<DbFact[]> {
  const byCluster = new Map<string, Set<string>>();
  for (const { observed_on: cluster, made_by: maker } of rows) {
    if (maker !== null) {
      byCluster.set(cluster, (byCluster.get(cluster) ?? new Set()).add(maker));
    }
  }
  const makers: DbFact[] = [];
  for (const [cluster, objects] of byCluster) {
    makers.push(
      ...(await selectIn(objects, chunk =>
        knex<DbFact>('facts')
          .select()
          .where({
            observed_on: cluster,
            kind: APPLICATION_SET_KIND,
            gone_at: null,
          })
          .whereIn('object', chunk),
      )),
    );
  }
  return makers;
}

function groupNames(namespaces: DbFact[]): Map<string, string[]> {
  const groups = new Map<string, Set<string>>();
  for (const { observed_on: cluster, name } of namespaces) {
    groups.set(cluster, (groups.get(cluster) ?? new Set()).add(name));
  }
  return new Map([...groups].map(([cluster, names]) => [cluster, [...names]]));
}
