import type { Knex } from 'knex';
import type { DbFact } from './FactRow';

const NAMESPACE_KIND = '/Namespace';

/**
 * The rows that belong to a module: of objects that name it where only the platform
 * can write, of everything in Namespaces that name it, and what covers those Namespaces
 * or their clusters as a whole. Records whose object is gone are left out.
 */
export async function selectModuleFacts(
  knex: Knex,
  module: string,
): Promise<DbFact[]> {
  const own = await knex<DbFact>('facts')
    .select()
    .where({ own_module: module, gone_at: null });
  const namespaces = own.filter(({ kind }) => kind === NAMESPACE_KIND);
  const rows = new Map(own.map(row => [toKey(row), row]));
  const add = (found: DbFact[]) =>
    found.forEach(row => rows.set(toKey(row), row));

  const byCluster = new Map<string, Set<string>>();
  for (const { observed_on: cluster, name } of namespaces) {
    byCluster.set(cluster, (byCluster.get(cluster) ?? new Set()).add(name));
  }
  for (const [cluster, set] of byCluster) {
    const names = [...set];
    add(
      await knex<DbFact>('facts')
        .select()
        .where({
          observed_on: cluster,
          binds: 'object',
          own_module: null,
          gone_at: null,
        })
        .whereIn('namespace', names),
    );
    add(
      await knex<DbFact>('facts')
        .select()
        .where({ subject_cluster: cluster, binds: 'subject', gone_at: null })
        .where(where =>
          where
            .whereIn('subject_namespace', names)
            .orWhereNull('subject_namespace'),
        ),
    );
  }
  return [...rows.values()];
}

function toKey(row: DbFact): string {
  const { observed_on, kind, object, uid, type, key } = row;
  return JSON.stringify([observed_on, kind, object, uid, type, key]);
}
