import type { Knex } from 'knex';
import { isClaimable } from '../bindings';
import type { DbFact } from './FactRow';
import { fitColumn } from './fitColumn';
import { toRowKey, type ApplyPlan } from './planApply';
import { selectIn } from './selectIn';

/** A row of the table `fact_labels`. */
interface DbLabel {
  observed_on: string;
  kind: string;
  object: string;
  key: string;
  value: string;
}

// SQLite takes 500 rows in one statement.
const CHUNK = 500;
const KEY_LENGTH = 255;
const VALUE_LENGTH = 63;

/** The rows of a change whose objects may have other labels now than before. */
export function findRelabeled(plan: ApplyPlan, kept: DbFact[]): DbFact[] {
  const before = new Map(
    kept
      .filter(({ gone_at: goneAt }) => goneAt === null)
      .map(row => [toRowKey(row), row.labels]),
  );
  return [
    ...plan.write.filter(row => before.get(toRowKey(row)) !== row.labels),
    ...plan.remove,
    ...plan.end,
  ];
}

/**
 * Makes the kept labels of objects those that their kept facts have. To be called with
 * the facts that were written and removed, after that, in the same transaction.
 *
 * Labels are kept one by one because a selector has to find its objects by an index:
 * neither engine finds them in the JSON of a fact without looking at every fact.
 */
export async function syncLabels(tx: Knex, rows: DbFact[]): Promise<void> {
  const [first] = rows;
  if (!first || !isClaimable(first.kind)) {
    return;
  }
  const { observed_on: cluster, kind } = first;
  const where = { observed_on: cluster, kind };
  const objects = new Set(rows.map(({ object }) => object));
  const kept = await selectIn(objects, chunk =>
    tx<DbFact>('facts')
      .select('object', 'labels')
      .where({ ...where, gone_at: null })
      .whereIn('object', chunk),
  );
  await selectIn(objects, chunk =>
    tx('fact_labels')
      .where(where)
      .whereIn('object', chunk)
      .delete()
      .then(() => []),
  );
  const labelsOf = new Map(kept.map(row => [row.object, row.labels]));
  const labels = [...labelsOf].flatMap(([object, text]) =>
    Object.entries<string>(JSON.parse(text ?? '{}')).map(([key, value]) => ({
      ...where,
      object,
      key: fitColumn(key, KEY_LENGTH),
      value: fitColumn(value, VALUE_LENGTH),
    })),
  );
  for (let start = 0; start < labels.length; start += CHUNK) {
    await tx<DbLabel>('fact_labels').insert(labels.slice(start, start + CHUNK));
  }
}
