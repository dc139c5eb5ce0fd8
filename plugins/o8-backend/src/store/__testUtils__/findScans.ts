import type { Knex } from 'knex';
import { isPostgres } from '../write';

/** A query as the database got it. */
export interface Query {
  sql: string;
  bindings: unknown[];
}

/** Does something, and returns the queries that it asked, each wording once. */
export async function collectQueries(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<Query[]> {
  const queries = new Map<string, Query>();
  const add = ({ sql, bindings }: { sql: string; bindings?: unknown[] }) => {
    if (/^(select|insert|update|delete|with)/i.test(sql)) {
      queries.set(toWording(sql), { sql, bindings: bindings ?? [] });
    }
  };
  knex.on('query', add);
  await work();
  knex.off('query', add);
  return [...queries.values()];
}

/** The query without its number of values. */
export function toWording(sql: string): string {
  return sql
    .replace(/\$\d+/g, '?')
    .replace(/\?(, \?)+/g, '?, …')
    .replace(/\(\?, …\)(, \(\?, …\))+/g, '(?, …), …')
    .replace(/( union all select \?, …)+/g, ' …')
    .replaceAll('`', '"');
}

/** The tables that a query goes through from one end to the other. */
export async function findScans(knex: Knex, query: Query): Promise<string[]> {
  const connection = await knex.client.acquireConnection();
  try {
    return isPostgres(knex)
      ? await findPostgresScans(connection, query)
      : findSqliteScans(connection, query);
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  Plans?: PlanNode[];
}

async function findPostgresScans(
  connection: {
    query(query: {
      text: string;
      values: unknown[];
    }): Promise<{ rows: { 'QUERY PLAN': { Plan: PlanNode }[] }[] }>;
  },
  { sql, bindings }: Query,
): Promise<string[]> {
  const { rows } = await connection.query({
    text: `EXPLAIN (FORMAT JSON) ${sql}`,
    values: bindings,
  });
  const scans: string[] = [];
  const visit = (node: PlanNode) => {
    if (node['Node Type'] === 'Seq Scan') {
      scans.push(node['Relation Name'] ?? '');
    }
    node.Plans?.forEach(visit);
  };
  visit(rows[0]['QUERY PLAN'][0].Plan);
  return scans;
}

function findSqliteScans(
  connection: {
    prepare(sql: string): { all(values: unknown[]): { detail: string }[] };
  },
  { sql, bindings }: Query,
): string[] {
  return connection
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(bindings.map(toSqliteValue))
    .flatMap(({ detail }) => /^SCAN (\w+)/.exec(detail)?.[1] ?? []);
}

// As knex does before it asks.
function toSqliteValue(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
