import type { UnmatchedObject } from '@orchestr8/backstage-plugin-o8-common';
import type { Knex } from 'knex';
import { NAMESPACE_KIND } from '../bindings';
import { selectClaimsOn } from './claims';
import type { DbFact } from './FactRow';
import { toClaimable } from './selectClaimable';
import type { DbEntity } from './stateRows';

const COLUMNS = [
  'observed_on',
  'source',
  'api_version',
  'kind',
  'namespace',
  'name',
  'project',
  'platform',
  'labels',
  'own_module',
  'label_module',
] as const;

type Found = Pick<DbFact, (typeof COLUMNS)[number]>;

/**
 * The objects that name a module that the catalog does not have, or name one where that
 * does not count; and those that place a module somewhere without saying which, unless
 * an entity claims them.
 */
export async function selectUnmatched(knex: Knex): Promise<UnmatchedObject[]> {
  const modules = new Set(
    await knex<DbEntity>('modules').distinct().pluck('module'),
  );
  const labelled: Found[] = await knex<DbFact>('facts')
    .distinct(...COLUMNS)
    .whereNotNull('label_module')
    .whereNull('own_entity')
    .whereNull('gone_at')
    .where(where =>
      where.whereNotNull('own_module').orWhereNotExists(selectHome(knex)),
    );
  const placing: Found[] = await knex<DbFact>('facts')
    .distinct(...COLUMNS)
    .where({ places: true, label_module: null, gone_at: null })
    .whereNull('own_entity')
    .whereNot({ kind: NAMESPACE_KIND })
    .whereNotExists(selectHome(knex));
  const claims = await selectClaimsOn(
    knex,
    placing.map(row => toClaimable(row)),
  );
  return [
    ...labelled.flatMap(row => {
      if (!modules.has(row.label_module ?? '')) {
        return toUnmatched(row, 'noEntity');
      }
      return row.own_module ? [] : toUnmatched(row, 'notConfirmed');
    }),
    ...placing
      .filter((_row, index) => claims[index].length === 0)
      .map(row => toUnmatched(row, 'noModule')),
  ].sort((a, b) => (toAddress(a) < toAddress(b) ? -1 : 1));
}

/** The Namespace of a row, if it says whose it is. */
function selectHome(knex: Knex) {
  return knex('facts as home')
    .select(knex.raw('1'))
    .where('home.kind', NAMESPACE_KIND)
    .where(where =>
      where.whereNotNull('home.own_module').orWhereNotNull('home.own_entity'),
    )
    .whereRaw('home.observed_on = facts.observed_on')
    .whereRaw('home.name = facts.namespace');
}

function toUnmatched(
  row: Found,
  reason: UnmatchedObject['reason'],
): UnmatchedObject {
  return {
    cluster: row.observed_on,
    source: row.source,
    apiVersion: row.api_version,
    kind: row.kind.slice(row.kind.indexOf('/') + 1),
    namespace: row.namespace,
    name: row.name,
    reason,
    module: row.label_module,
  };
}

function toAddress(object: UnmatchedObject): string {
  const { cluster, kind, namespace, name } = object;
  return JSON.stringify([cluster, kind, namespace ?? '', name]);
}
