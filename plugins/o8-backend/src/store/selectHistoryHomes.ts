import type { Knex } from 'knex';
import { NAMESPACE_KIND, toBinding } from '../bindings';
import { isExcluded } from '../sources/velero';
import type { DbFact } from './FactRow';
import type { DbEntity } from './stateRows';

/** More Namespaces of one module are a mistake, and more than SQLite compares at once. */
const MAX_HOMES = 400;

/** A Namespace of a module, and since when it is there. */
export interface Home {
  cluster: string;
  namespace: string;
  /** Empty where that is not known. */
  since: string;
}

/** Who asks for the history of which module, as the columns call them. */
export interface HistoryOwner {
  entityRef: string;
  module: string;
}

/** Whether the platform says that a module is an entity's, or nobody else does. */
export async function isConfirmed(
  knex: Knex,
  { entityRef, module }: HistoryOwner,
): Promise<boolean> {
  const [named, claimants] = await Promise.all([
    knex<DbFact>('facts')
      .distinct()
      .where({ own_module: module, gone_at: null })
      .whereNotNull('own_entity')
      .pluck<string[]>('own_entity'),
    knex<DbEntity>('modules').where({ module }).pluck('entity_ref'),
  ]);
  const binding = toBinding({
    entityRef,
    named: new Set(named),
    claimants: claimants.length,
    // Where nothing is confirmed, nothing will be found.
    hasConfirmed: true,
    hasClaimed: false,
    hasConflict: false,
  });
  return binding === 'confirmed';
}

/** The Namespaces of a module. */
export async function selectHistoryHomes(
  knex: Knex,
  { entityRef, module }: HistoryOwner,
): Promise<Home[]> {
  const select = () =>
    knex<DbFact>('facts')
      .select('observed_on', 'name', 'value')
      .where({ kind: NAMESPACE_KIND, gone_at: null })
      .limit(MAX_HOMES);
  const rows = [
    ...(await select().where({ own_module: module }).where(isMine(entityRef))),
    ...(await select().where({ own_entity: entityRef })),
  ];
  const homes = new Map(
    rows.map(({ observed_on: cluster, name: namespace, value }) => [
      `${cluster}/${namespace}`,
      { cluster, namespace, since: readSince(value) },
    ]),
  );
  return [...homes.values()].slice(0, MAX_HOMES);
}

/** A condition: no other entity is named. */
export function isMine(entityRef: string) {
  return (where: Knex.QueryBuilder) =>
    where.whereNull('own_entity').orWhere('own_entity', entityRef);
}

/** Of the Namespaces that a backup of a whole cluster takes, since when one is there. */
export function findSince(homes: Home[], excluded: string[]): string | null {
  return homes
    .filter(({ namespace }) => !isExcluded(namespace, excluded))
    .reduce<string | null>(
      (first, { since }) => (first === null || since < first ? since : first),
      null,
    );
}

function readSince(value: string): string {
  const { createdAt } = JSON.parse(value) as { createdAt?: unknown };
  return typeof createdAt === 'string' ? createdAt : '';
}
