import type {
  Deployment,
  SyncState,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Knex } from 'knex';
import { fitColumn } from './fitColumn';
import type { ModuleEntity, NewState } from './ModuleStore';
import { selectIn } from './selectIn';

/**
 * What a permission can decide a module by.
 *
 * @public
 */
export type ModuleAttribute =
  | 'cluster'
  | 'environment'
  | 'landingZone'
  | 'namespace'
  | 'owner'
  | 'system';

/**
 * Asks for the modules of which an attribute has one of some values.
 *
 * @public
 */
export interface ModuleQuery {
  attribute: ModuleAttribute;
  values: string[];
}

/** A row of the table `module_attributes`. */
export interface DbAttribute {
  entity_ref: string;
  attribute: ModuleAttribute;
  value: string;
}

const CHUNK = 500;
/** As long as the column. */
const VALUE_LENGTH = 255;

/** A value as it is kept and compared: the same for all that means the same. */
export function toAttributeValue(value: string): string {
  return fitColumn(value, VALUE_LENGTH);
}

/** What the catalog says. */
const OF_ENTITY: ModuleAttribute[] = ['landingZone', 'owner', 'system'];
/** What the clusters say. */
const OF_STATES: ModuleAttribute[] = ['cluster', 'environment', 'namespace'];

/** Keeps what the catalog says of some modules, in the place of what it said before. */
export async function writeEntityAttributes(
  tx: Knex,
  entities: ModuleEntity[],
): Promise<void> {
  const rows = entities.flatMap(entity =>
    toRows(entity.entityRef, [
      ['landingZone', entity.landingZone],
      ['system', entity.system],
      ...entity.owners.map(owner => ['owner', owner] as const),
    ]),
  );
  const refs = entities.map(({ entityRef }) => entityRef);
  await write(tx, { refs, attributes: OF_ENTITY, rows });
}

/** Keeps where modules are, as their states say, in the place of where they were. */
export async function writeStateAttributes(
  tx: Knex,
  states: NewState[],
): Promise<void> {
  const rows = states.flatMap(({ entityRef, placements, state }) => {
    const deployments = listDeployments(state);
    return toRows(entityRef, [
      // What is only claimed places nobody, and is shown where it runs all the same.
      ...[...placements, ...deployments].flatMap(
        ({ cluster, namespace }) =>
          [
            ['cluster', cluster],
            ['namespace', namespace],
          ] as const,
      ),
      ...deployments.map(
        ({ environment }) => ['environment', environment] as const,
      ),
    ]);
  });
  const refs = states.map(({ entityRef }) => entityRef);
  await write(tx, { refs, attributes: OF_STATES, rows });
}

function toRows(
  entityRef: string,
  values: (readonly [ModuleAttribute, string | null])[],
): DbAttribute[] {
  return values.flatMap(([attribute, value]) =>
    value === null || value === ''
      ? []
      : [{ entity_ref: entityRef, attribute, value: toAttributeValue(value) }],
  );
}

function listDeployments(state: NewState['state']): Deployment[] {
  return (state as Partial<SyncState>).deployments ?? [];
}

/** Makes some attributes of some modules the given rows; writes what differs. */
async function write(
  tx: Knex,
  options: {
    refs: string[];
    attributes: ModuleAttribute[];
    rows: DbAttribute[];
  },
): Promise<void> {
  const wanted = new Map(options.rows.map(row => [toKey(row), row]));
  const kept = await selectIn(new Set(options.refs), refs =>
    tx<DbAttribute>('module_attributes')
      .select()
      .whereIn('entity_ref', refs)
      .whereIn('attribute', options.attributes),
  );
  for (const row of kept) {
    if (!wanted.delete(toKey(row))) {
      await tx<DbAttribute>('module_attributes').where(row).delete();
    }
  }
  const add = [...wanted.values()];
  for (let start = 0; start < add.length; start += CHUNK) {
    await tx<DbAttribute>('module_attributes')
      .insert(add.slice(start, start + CHUNK))
      .onConflict(['entity_ref', 'attribute', 'value'])
      .ignore();
  }
}

function toKey({ entity_ref, attribute, value }: DbAttribute): string {
  return JSON.stringify([entity_ref, attribute, value]);
}
