import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { Knex } from 'knex';
import {
  toAttributeValue,
  type DbAttribute,
  type ModuleQuery,
} from './moduleAttributes';
import { selectIn } from './selectIn';
import type { DbEntity } from './stateRows';

type Criteria = PermissionCriteria<ModuleQuery>;

/** The modules that criteria match, among all or among some; with none, all do. */
export async function selectVisible(
  knex: Knex,
  criteria: Criteria | undefined,
  entityRefs?: string[],
): Promise<string[]> {
  const select = (refs?: string[]): PromiseLike<string[]> => {
    const query = knex<DbEntity>('modules');
    if (refs) {
      query.whereIn('entity_ref', refs);
    }
    if (criteria) {
      query.where(builder => match(builder, knex, criteria));
    }
    return query.pluck('entity_ref');
  };
  return entityRefs ? selectIn(entityRefs, select) : select();
}

function match(
  builder: Knex.QueryBuilder,
  knex: Knex,
  criteria: Criteria,
): void {
  if (isAndCriteria(criteria)) {
    if (criteria.allOf.length === 0) {
      builder.whereRaw('1 = 1'); // knex leaves an empty group out.
    }
    for (const child of criteria.allOf) {
      builder.where(nested => match(nested, knex, child));
    }
  } else if (isOrCriteria(criteria)) {
    matchAny(builder, knex, criteria.anyOf);
  } else if (isNotCriteria(criteria)) {
    builder.whereNot(nested => match(nested, knex, criteria.not));
  } else {
    matchAny(builder, knex, [criteria]);
  }
}

function matchAny(
  builder: Knex.QueryBuilder,
  knex: Knex,
  alternatives: Criteria[],
): void {
  const queries = alternatives.filter(isQuery);
  // All that ask for attributes are one question: PostgreSQL would answer several with a
  // look at each module.
  if (queries.length > 0 || alternatives.length === 0) {
    builder.whereIn('entity_ref', selectHaving(knex, queries));
  }
  for (const child of alternatives) {
    if (!isQuery(child)) {
      builder.orWhere(nested => match(nested, knex, child));
    }
  }
}

/** The modules that have one of some attributes. */
function selectHaving(knex: Knex, queries: ModuleQuery[]): Knex.QueryBuilder {
  const rows = knex<DbAttribute>('module_attributes').select('entity_ref');
  for (const { attribute, values } of queries) {
    rows.orWhere(row =>
      row.where({ attribute }).whereIn('value', values.map(toAttributeValue)),
    );
  }
  return queries.length > 0 ? rows : rows.whereRaw('1 = 0');
}

function isQuery(criteria: Criteria): criteria is ModuleQuery {
  return 'attribute' in criteria;
}
