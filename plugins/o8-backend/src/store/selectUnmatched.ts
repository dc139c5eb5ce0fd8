import type { UnmatchedObject } from '@orchestr8/backstage-plugin-o8-common';
import type { Knex } from 'knex';
import type { DbFact } from './FactRow';

const NAMESPACE_KIND = '/Namespace';

/**
 * The objects that name a module that the catalog does not have, and those that place
 * a module somewhere without saying which.
 */
export async function selectUnmatched(knex: Knex): Promise<UnmatchedObject[]> {
  const columns = [
    'observed_on',
    'source',
    'api_version',
    'kind',
    'namespace',
    'name',
    'own_module',
  ] as const;
  const noEntity = await knex<DbFact>('facts')
    .distinct(...columns)
    .whereNotNull('own_module')
    .whereNull('gone_at')
    .whereNotIn('own_module', knex('modules').select('module'));
  const noModule = await knex<DbFact>('facts')
    .distinct(...columns)
    .where({ places: true, own_module: null, gone_at: null })
    .whereNot({ kind: NAMESPACE_KIND })
    .whereNotExists(
      knex('facts as owner')
        .select(knex.raw('1'))
        .where('owner.kind', NAMESPACE_KIND)
        .whereNotNull('owner.own_module')
        .whereRaw('owner.observed_on = facts.observed_on')
        .whereRaw('owner.name = facts.namespace'),
    );
  return [...noEntity, ...noModule]
    .map(row => ({
      cluster: row.observed_on,
      source: row.source,
      apiVersion: row.api_version,
      kind: row.kind.slice(row.kind.indexOf('/') + 1),
      namespace: row.namespace,
      name: row.name,
      reason: row.own_module ? ('noEntity' as const) : ('noModule' as const),
      module: row.own_module,
    }))
    .sort((a, b) => (toAddress(a) < toAddress(b) ? -1 : 1));
}

function toAddress(object: UnmatchedObject): string {
  const { cluster, kind, namespace, name } = object;
  return JSON.stringify([cluster, kind, namespace ?? '', name]);
}
