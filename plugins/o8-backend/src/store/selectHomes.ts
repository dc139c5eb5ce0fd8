import type { Knex } from 'knex';
import { NAMESPACE_KIND } from '../bindings';
import type { DbFact } from './FactRow';
import { selectIn } from './selectIn';

/** The Namespaces that objects lie in. */
export interface Homes {
  /** Undefined where it was not read, or the object lies in none. */
  of(row: Pick<DbFact, 'observed_on' | 'namespace'>): DbFact | undefined;
}

/** Looks up the Namespaces that the objects of some rows lie in. */
export async function selectHomes(knex: Knex, rows: DbFact[]): Promise<Homes> {
  const byCluster = new Map<string, Set<string>>();
  for (const { observed_on: cluster, namespace } of rows) {
    if (namespace !== null) {
      const names = byCluster.get(cluster) ?? new Set();
      byCluster.set(cluster, names.add(namespace));
    }
  }
  const homes = new Map<string, DbFact>();
  for (const [cluster, names] of byCluster) {
    const found = await selectIn(names, chunk =>
      knex<DbFact>('facts')
        .select()
        .where({ observed_on: cluster, kind: NAMESPACE_KIND, gone_at: null })
        .whereIn('name', chunk),
    );
    for (const row of found) {
      const key = toKey(cluster, row.name);
      // Several sources may read it; all see the same labels.
      homes.set(key, homes.get(key) ?? row);
    }
  }
  return {
    of: ({ observed_on: cluster, namespace }) =>
      namespace === null ? undefined : homes.get(toKey(cluster, namespace)),
  };
}

function toKey(cluster: string, name: string): string {
  return `${cluster}/${name}`;
}
