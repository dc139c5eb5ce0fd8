import type { Knex } from 'knex';
import {
  APPLICATION_KIND,
  APPLICATION_SET_KIND,
  isClaimable,
  NAMESPACE_KIND,
} from '../bindings';
import { selectClaimsOn } from './claims';
import { toFactKey, type DbFact } from './FactRow';
import { toClaimable } from './selectClaimable';
import { selectIn } from './selectIn';
import type { DbEntity } from './stateRows';

/** Whom a change concerns. */
export interface Touched {
  /** The modules that it concerns by themselves. */
  modules: Set<string>;
  /** The clusters whose every module it concerns. */
  clusters: Set<string>;
}

/** Names of namespaces by their cluster, each once. */
class Namespaces {
  readonly byCluster = new Map<string, Set<string>>();

  add(cluster: string, name: string): void {
    const names = this.byCluster.get(cluster) ?? new Set();
    this.byCluster.set(cluster, names.add(name));
  }
}

/**
 * Whom a change of these rows concerns: the modules that the objects name themselves,
 * or whose entities they name; those of their Namespaces; for what binds by its subject
 * all that are there; those whose Applications an ApplicationSet made; and everybody who
 * claims one of the objects.
 */
export async function findTouched(tx: Knex, rows: DbFact[]): Promise<Touched> {
  const made = await selectMade(tx, rows);
  const all = [...rows, ...made];
  const modules = new Set(
    all.flatMap(({ own_module: module }) => module ?? []),
  );
  const clusters = new Set<string>();
  const namespaces = new Namespaces();
  for (const row of all) {
    if (row.binds === 'object') {
      if (!row.own_module && row.namespace) {
        namespaces.add(row.observed_on, row.namespace);
      }
    } else if (row.subject_cluster && row.subject_namespace) {
      namespaces.add(row.subject_cluster, row.subject_namespace);
    } else if (row.subject_cluster) {
      clusters.add(row.subject_cluster);
    }
  }
  const found = [
    await selectNamespaceModules(tx, namespaces),
    await selectEntityModules(tx, all),
    await selectClaimants(tx, all),
  ];
  found.flat().forEach(module => modules.add(module));
  return { modules, clusters };
}

/** The Applications that were made by the ApplicationSets among the rows. */
async function selectMade(tx: Knex, rows: DbFact[]): Promise<DbFact[]> {
  const makers = rows.filter(({ kind }) => kind === APPLICATION_SET_KIND);
  const [first] = makers;
  // Rows that change together are of one cluster.
  return selectIn(new Set(makers.map(({ object }) => object)), objects =>
    tx<DbFact>('facts')
      .select()
      .where({ kind: APPLICATION_KIND, observed_on: first.observed_on })
      .whereIn('made_by', objects),
  );
}

async function selectNamespaceModules(
  tx: Knex,
  namespaces: Namespaces,
): Promise<string[]> {
  const modules: string[] = [];
  const refs = new Set<string>();
  for (const [cluster, names] of namespaces.byCluster) {
    const found = await selectIn(names, chunk =>
      tx<DbFact>('facts')
        .distinct('own_module', 'own_entity')
        .where({ observed_on: cluster, kind: NAMESPACE_KIND })
        .whereIn('name', chunk),
    );
    for (const { own_module: module, own_entity: ref } of found) {
      modules.push(...(module ? [module] : []));
      if (ref) {
        refs.add(ref);
      }
    }
  }
  return [...modules, ...(await selectModulesOf(tx, refs))];
}

function selectEntityModules(tx: Knex, rows: DbFact[]): Promise<string[]> {
  return selectModulesOf(
    tx,
    new Set(rows.flatMap(({ own_entity: ref }) => ref ?? [])),
  );
}

function selectModulesOf(tx: Knex, refs: Set<string>): Promise<string[]> {
  return selectIn(refs, chunk =>
    tx<DbEntity>('modules').whereIn('entity_ref', chunk).pluck('module'),
  );
}

async function selectClaimants(tx: Knex, rows: DbFact[]): Promise<string[]> {
  const concerned = new Map(
    [...rows, ...(await selectHoused(tx, rows))].map(row => [
      // What it was may be somebody else's than what it is.
      JSON.stringify([toFactKey(row), row.labels, row.project, row.platform]),
      row,
    ]),
  );
  return findClaimants(tx, [...concerned.values()]);
}

/** The modules of the entities that claim the objects of these rows. */
export async function findClaimants(
  tx: Knex,
  rows: DbFact[],
): Promise<string[]> {
  const claims = await selectClaimsOn(tx, rows.map(toClaimable));
  return claims.flat().map(({ module }) => module);
}

/** What can be claimed in Namespaces: it is somebody's as soon as they are. */
async function selectHoused(tx: Knex, rows: DbFact[]): Promise<DbFact[]> {
  const homes = rows.filter(({ kind }) => kind === NAMESPACE_KIND);
  const [first] = homes;
  const housed = await selectIn(new Set(homes.map(({ name }) => name)), names =>
    tx<DbFact>('facts')
      .select()
      .where({ observed_on: first.observed_on })
      .whereIn('namespace', names)
      .whereNotNull('labels'),
  );
  return housed.filter(({ kind }) => isClaimable(kind));
}
