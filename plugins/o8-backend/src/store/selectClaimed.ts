import type { ModuleObject } from '@orchestr8/backstage-plugin-o8-common';
import type { Knex } from 'knex';
import {
  APPLICATION_KIND,
  judgeClaimed,
  NAMESPACE_KIND,
  type ClaimType,
  type ClaimedObject,
} from '../bindings';
import { selectClaimsOn, type Claimant } from './claims';
import { toModuleKey, type DbFact } from './FactRow';
import {
  selectClaimable,
  toClaimable,
  type ClaimableRow,
} from './selectClaimable';
import { selectHomes } from './selectHomes';

/** A kept fact of an object that an entity claims, and what came of that. */
export interface ClaimedRow extends Pick<ModuleObject, 'binding' | 'conflict'> {
  row: DbFact;
  types: ClaimType[];
}

/** What an entity claims, as far as it may know of it. */
export async function selectClaimed(
  knex: Knex,
  entity: Claimant,
): Promise<ClaimedRow[]> {
  const found = await selectClaimable(knex, entity.claims);
  const rows = found.map(({ row }) => row);
  const homes = await selectHomes(knex, rows);
  const targets = await selectHomes(knex, rows.flatMap(toTarget));
  const claims = await selectClaimsOn(knex, rows.map(toClaimable));
  return found.flatMap((claimable, index) => {
    const judged = judgeClaimed({
      kind: claimable.row.kind,
      namespace: claimable.row.namespace,
      platform: Boolean(claimable.row.platform),
      owner: toTarget(claimable.row).some(target =>
        isOthers(targets.of(target), entity),
      )
        ? 'other'
        : findOwner(claimable.row, homes.of(claimable.row), entity),
      isNamed: isNamed(claimable),
      hasRival: claims[index].some(
        claim => claim.entity_ref !== entity.entityRef,
      ),
    });
    const types = claimable.claims.map(({ type }) => type);
    return judged ? [{ ...judged, row: claimable.row, types }] : [];
  });
}

function isNamed({ row, claims }: ClaimableRow): boolean {
  return claims.some(
    ({ type }) =>
      type === 'appName' ||
      (type === 'namespace' && row.kind === NAMESPACE_KIND),
  );
}

/** Where an Application deploys to, in the place of where it is. */
function toTarget(row: DbFact): DbFact[] {
  const { subject_cluster: cluster, subject_namespace: namespace } = row;
  return row.kind === APPLICATION_KIND && cluster && namespace
    ? [{ ...row, observed_on: cluster, namespace }]
    : [];
}

// Applications are older than labels in many places: that their Namespaces are somebody's
// says enough.
function isOthers(home: DbFact | undefined, entity: Claimant): boolean {
  return home !== undefined && findOwner(home, undefined, entity) === 'other';
}

/** Whose an object is: what it says itself, where that counts, before its Namespace. */
function findOwner(
  row: DbFact,
  home: DbFact | undefined,
  entity: Claimant,
): ClaimedObject['owner'] {
  for (const said of [row, home]) {
    if (said?.own_entity || said?.own_module) {
      const isOwn = said.own_entity
        ? said.own_entity === entity.entityRef
        : said.own_module === toModuleKey(entity.module);
      return isOwn ? 'self' : 'other';
    }
  }
  // Where the platform writes, its own label would say so.
  return row.namespace === null || home || row.platform ? 'nobody' : 'unread';
}
