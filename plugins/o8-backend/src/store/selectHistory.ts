import type { Knex } from 'knex';
import type { HistorySelection } from './HistoryReader';
import {
  createHistoryParts,
  type DbHistory,
  type HistoryPart,
  type HistoryQuestion,
} from './historyParts';

/** One page, with one row more if there are more; and how much there is in all. */
export async function selectHistory(
  knex: Knex,
  question: HistoryQuestion,
): Promise<{ rows: DbHistory[]; totalRows: number }> {
  const parts = await createHistoryParts(knex, question);
  if (parts.length === 0) {
    return { rows: [], totalRows: 0 };
  }
  const [rows, totalRows] = await Promise.all([
    selectPage(knex, parts, question.selection),
    count(knex, parts),
  ]);
  return { rows, totalRows };
}

async function selectPage(
  knex: Knex,
  parts: HistoryPart[],
  selection: HistorySelection,
): Promise<DbHistory[]> {
  const order = selection.order === 'newest' ? 'desc' : 'asc';
  const inOrder = (query: Knex.QueryBuilder) =>
    query
      .orderBy([
        { column: 'at', order },
        { column: 'tie', order },
      ])
      .limit(selection.limit + 1);
  // Each part gives no more than the page needs, which it finds by its index. What two
  // of them find becomes one row.
  const pages = parts.map(part =>
    knex.select().from(inOrder(beyond(part, selection)).as('part')),
  );
  return inOrder(knex.select().from(knex.union(pages).as('history')));
}

async function count(knex: Knex, parts: HistoryPart[]): Promise<number> {
  const ties = parts.map(({ query }) =>
    knex.select('at', 'tie').from(query.clone().as('part')),
  );
  const [row] = await knex
    .from(knex.union(ties).as('history'))
    .count<{ count: number | string }[]>({ count: '*' });
  return Number(row.count);
}

function beyond(
  { query, at, tie }: HistoryPart,
  { after, order }: HistorySelection,
): Knex.QueryBuilder {
  const page = query.clone();
  if (after === undefined) {
    return page;
  }
  const sign = order === 'newest' ? '<' : '>';
  return page
    .whereRaw(`${at} ${sign}= ?`, [after.at])
    .whereRaw(`(${at} ${sign} ? or ${tie} ${sign} ?)`, [after.at, after.tie]);
}
