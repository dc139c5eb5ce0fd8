import type { Knex } from 'knex';
import type { DbFact } from './FactRow';

const NAMESPACE_KIND = '/Namespace';
const CHUNK = 400;

/**
 * The modules that a change of these rows concerns: those that the objects name
 * themselves, those of their Namespaces, and for what binds by its subject all that
 * are there.
 */
export async function findTouched(
  tx: Knex,
  rows: DbFact[],
): Promise<Set<string>> {
  const touched = new Set<string>();
  const namespaces = new Map<string, { cluster: string; name: string }>();
  const clusters = new Set<string>();
  const addNamespace = (cluster: string, name: string) =>
    namespaces.set(`${cluster}/${name}`, { cluster, name });

  for (const row of rows) {
    if (row.own_module) {
      touched.add(row.own_module);
    }
    if (row.binds === 'subject') {
      if (row.subject_cluster && row.subject_namespace) {
        addNamespace(row.subject_cluster, row.subject_namespace);
      } else if (row.subject_cluster) {
        clusters.add(row.subject_cluster);
      }
    } else if (!row.own_module && row.namespace) {
      addNamespace(row.observed_on, row.namespace);
    }
  }

  const add = (found: { own_module: string | null }[]) =>
    found.forEach(({ own_module: name }) => name && touched.add(name));
  for (const [cluster, names] of groupByCluster(namespaces.values())) {
    for (let start = 0; start < names.length; start += CHUNK) {
      add(
        await selectNamespaceModules(tx, cluster).whereIn(
          'name',
          names.slice(start, start + CHUNK),
        ),
      );
    }
  }
  for (const cluster of clusters) {
    add(await selectNamespaceModules(tx, cluster));
  }
  return touched;
}

function selectNamespaceModules(tx: Knex, cluster: string) {
  return tx<DbFact>('facts')
    .distinct('own_module')
    .where({ observed_on: cluster, kind: NAMESPACE_KIND });
}

function groupByCluster(
  namespaces: Iterable<{ cluster: string; name: string }>,
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { cluster, name } of namespaces) {
    groups.set(cluster, [...(groups.get(cluster) ?? []), name]);
  }
  return groups;
}
