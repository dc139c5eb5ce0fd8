import type { Knex } from 'knex';
import {
  APPLICATION_KIND,
  findIndexRequirement,
  isClaimed,
  NAMESPACE_KIND,
  parseLabelSelector,
  toIndexLabel,
  type Claim,
  type ClaimableObject,
  type ClaimType,
} from '../bindings';
import { toModuleKey } from './FactRow';
import { fitColumn } from './fitColumn';
import type { ModuleEntity } from './ModuleStore';
import { selectClaimable, toClaimable } from './selectClaimable';
import { selectIn } from './selectIn';

/** A row of the table `claims`. */
export interface DbClaim {
  entity_ref: string;
  position: number;
  module: string;
  type: ClaimType;
  cluster: string | null;
  namespace: string | null;
  name: string | null;
  project: string | null;
  selector: string | null;
  label: string | null;
}

// SQLite takes 32766 values in one statement, and a row has 10.
const CHUNK = 500;
/** As long as the column. */
const LABEL_LENGTH = 320;
/** Of more changes at once, as when a catalog is read for the first time, all are told. */
const MAX_COMPARED = 200;

/** What an entity claims, and as which module. */
export type Claimant = Pick<ModuleEntity, 'entityRef' | 'module' | 'claims'>;

/**
 * Makes the kept claims those of the given entities, which are all that there are.
 * Returns the modules that claim something of what others claim now, or did before:
 * they have to be judged again, as those whose own claims have changed.
 */
export async function writeClaims(
  tx: Knex,
  entities: Claimant[],
): Promise<Set<string>> {
  const kept = new Map<string, DbClaim[]>();
  for (const row of await tx<DbClaim>('claims').select().orderBy('position')) {
    const rows = kept.get(row.entity_ref);
    kept.set(row.entity_ref, rows ? [...rows, row] : [row]);
  }
  const changed: Claim[] = [];
  const drop: string[] = [];
  const write: DbClaim[] = [];
  for (const entity of entities) {
    const rows = toDbClaims(entity);
    const old = kept.get(entity.entityRef) ?? [];
    kept.delete(entity.entityRef);
    if (toText(old) !== toText(rows)) {
      drop.push(entity.entityRef);
      write.push(...rows);
      changed.push(...old.map(fromDbClaim), ...entity.claims);
    }
  }
  for (const [entityRef, rows] of kept) {
    drop.push(entityRef);
    changed.push(...rows.map(fromDbClaim));
  }
  for (let start = 0; start < drop.length; start += CHUNK) {
    await tx<DbClaim>('claims')
      .whereIn('entity_ref', drop.slice(start, start + CHUNK))
      .delete();
  }
  for (let start = 0; start < write.length; start += CHUNK) {
    await tx<DbClaim>('claims').insert(write.slice(start, start + CHUNK));
  }
  return selectMet(tx, changed);
}

/** The modules that claim an object that one of the claims means. */
async function selectMet(tx: Knex, claims: Claim[]): Promise<Set<string>> {
  if (claims.length > MAX_COMPARED) {
    const modules = await tx<DbClaim>('claims').distinct().pluck('module');
    return new Set(modules);
  }
  const met = await selectClaimable(tx, claims);
  const others = await selectClaimsOn(
    tx,
    met.map(({ row }) => toClaimable(row)),
  );
  return new Set(others.flat().map(({ module }) => module));
}

const COLUMNS = ['name', 'namespace', 'project', 'label'] as const;

// Each claim is found by one column: a selector by a label that it asks for, any other
// by what its type is about.
const FOUND_BY: Record<(typeof COLUMNS)[number], ClaimType | null> = {
  name: 'appName',
  namespace: 'namespace',
  project: 'projectName',
  label: null,
};

/** The claims on each of some objects, in their order. */
export async function selectClaimsOn(
  knex: Knex,
  objects: ClaimableObject[],
): Promise<DbClaim[][]> {
  const found = new Map<string, DbClaim[]>();
  const lookups = objects.map(toLookups);
  for (const column of COLUMNS) {
    const wanted = new Set(lookups.flatMap(lookup => lookup[column]));
    const rows = await selectIn(wanted, values => {
      const query = knex<DbClaim>('claims').select().whereIn(column, values);
      const type = FOUND_BY[column];
      return type ? query.where({ type }) : query;
    });
    for (const row of rows) {
      const key = `${column} ${row[column]}`;
      found.set(key, [...(found.get(key) ?? []), row]);
    }
  }
  return objects.map((object, index) =>
    COLUMNS.flatMap(column =>
      lookups[index][column].flatMap(
        value => found.get(`${column} ${value}`) ?? [],
      ),
    ).filter(row => isClaimed(row, object)),
  );
}

/** By what the claims on an object can be found. */
function toLookups(
  object: ClaimableObject,
): Record<(typeof COLUMNS)[number], string[]> {
  const { kind, namespace, name, project, labels } = object;
  const isApplication = kind === APPLICATION_KIND;
  const home = kind === NAMESPACE_KIND ? name : namespace;
  return {
    name: isApplication ? [name] : [],
    namespace: home === null ? [] : [home],
    project: isApplication && project !== null ? [project] : [],
    // Fitted, PostgreSQL does not refuse them; no claim asks for what was cut.
    label: Object.entries(labels).flatMap(([key, value]) => [
      fitColumn(key, LABEL_LENGTH),
      fitColumn(`${key}=${value}`, LABEL_LENGTH),
    ]),
  };
}

function toDbClaims(
  entity: Pick<ModuleEntity, 'entityRef' | 'module' | 'claims'>,
): DbClaim[] {
  return entity.claims.map((claim, position) => {
    const requirements = claim.selector && parseLabelSelector(claim.selector);
    return {
      entity_ref: entity.entityRef,
      position,
      module: toModuleKey(entity.module),
      ...claim,
      label: requirements
        ? toIndexLabel(findIndexRequirement(requirements))
        : null,
    };
  });
}

function fromDbClaim(row: DbClaim): Claim {
  const { type, cluster, namespace, name, project, selector } = row;
  return { type, cluster, namespace, name, project, selector };
}

function toText(rows: DbClaim[]): string {
  return JSON.stringify(
    rows.map(row => [row.module, row.label, fromDbClaim(row)]),
  );
}
