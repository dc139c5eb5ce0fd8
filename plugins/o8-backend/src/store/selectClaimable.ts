import type { Knex } from 'knex';
import {
  APPLICATION_KIND,
  findIndexRequirement,
  isClaimed,
  NAMESPACE_KIND,
  parseLabelSelector,
  type Claim,
  type ClaimableObject,
} from '../bindings';
import { toFactKey, type DbFact } from './FactRow';

/** A kept fact and the claims, of those asked for, that mean its object. */
export interface ClaimableRow {
  row: DbFact;
  claims: Claim[];
}

/**
 * What some claims mean, whosever it is. Each is looked up by an index: a selector by
 * one label that it asks for, after which its other parts are compared here.
 */
export async function selectClaimable(
  knex: Knex,
  claims: Claim[],
): Promise<ClaimableRow[]> {
  const found = new Map<string, ClaimableRow>();
  for (const claim of claims) {
    for (const row of await selectCandidates(knex, claim)) {
      if (isClaimed(claim, toClaimable(row))) {
        const key = toFactKey(row);
        const known = found.get(key);
        found.set(key, { row, claims: [...(known?.claims ?? []), claim] });
      }
    }
  }
  return [...found.values()];
}

/** A kept fact's object as claims look at it. */
export function toClaimable(
  row: Pick<
    DbFact,
    | 'observed_on'
    | 'kind'
    | 'namespace'
    | 'name'
    | 'project'
    | 'platform'
    | 'labels'
  >,
): ClaimableObject {
  return {
    cluster: row.observed_on,
    kind: row.kind,
    namespace: row.namespace,
    name: row.name,
    project: row.project,
    platform: Boolean(row.platform),
    labels: row.labels === null ? {} : JSON.parse(row.labels),
  };
}

async function selectCandidates(knex: Knex, claim: Claim): Promise<DbFact[]> {
  const { type, cluster, namespace, name, project, selector } = claim;
  const facts = () => {
    const query = knex<DbFact>('facts')
      .select('facts.*')
      .whereNull('facts.gone_at');
    return cluster === null ? query : query.where('facts.observed_on', cluster);
  };
  if (type === 'namespace' && namespace !== null) {
    return [
      ...(await facts().where({ kind: NAMESPACE_KIND, name: namespace })),
      ...(await facts().where({ namespace })),
    ];
  }
  if (type === 'appName' && name !== null) {
    return facts().where({ kind: APPLICATION_KIND, name });
  }
  if (type === 'projectName') {
    return facts().where({ project });
  }
  const requirements = parseLabelSelector(selector ?? '');
  if (!requirements) {
    return [];
  }
  const { key, values } = findIndexRequirement(requirements);
  const query = facts()
    .join('fact_labels as label', join =>
      join
        .on('label.observed_on', 'facts.observed_on')
        .on('label.kind', 'facts.kind')
        .on('label.object', 'facts.object'),
    )
    .where('label.key', key);
  return values.length ? query.whereIn('label.value', values) : query;
}
