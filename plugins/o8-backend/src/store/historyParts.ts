import type { Knex } from 'knex';
import type { DbFact } from './FactRow';
import type { HistorySelection } from './HistoryReader';
import {
  findSince,
  isMine,
  type HistoryOwner,
  type Home,
} from './selectHistoryHomes';
import type { DbChange } from './stateRows';
import { isPostgres } from './write';

/** The only records that are of every namespace of a cluster by themselves. */
const CLUSTER_WIDE = 'velero.backup';

/** As the migration has it, or no index is used. */
const AT = 'coalesce(evidence_at, changed_at)';

const RECORD_COLUMNS = [
  'observed_on',
  'kind',
  'type',
  'api_version',
  'namespace',
  'name',
  'subject_cluster',
  'subject_namespace',
  'value',
  'gone_at',
] as const;
const CHANGE_COLUMNS = ['facet', 'verdict', 'headline'] as const;

/** A change of a facet, or a record. What is not of its sort is null. */
export type DbHistory = { at: string; tie: string } & (
  | ({ facet: null } & Pick<DbFact, (typeof RECORD_COLUMNS)[number]>)
  | Pick<DbChange, (typeof CHANGE_COLUMNS)[number]>
);

/** What is asked for, of whom. */
export interface HistoryQuestion {
  owner: HistoryOwner;
  /** Null where records are not confirmed to be the owner's. */
  homes: Home[] | null;
  selection: HistorySelection;
}

/** A query that finds some of what is asked for, all of which have the same columns. */
export interface HistoryPart {
  query: Knex.QueryBuilder;
  /** What its rows are ordered by, in the words of the query. */
  at: string;
  tie: string;
}

/** The queries that together find all that is asked for. What two of them find is equal. */
export async function createHistoryParts(
  knex: Knex,
  question: HistoryQuestion,
): Promise<HistoryPart[]> {
  const { homes, selection } = question;
  const { facets, recordTypes } = selection;
  const records =
    homes === null || recordTypes.length === 0
      ? []
      : await createRecordParts(knex, { ...question, homes });
  const changes = facets.length > 0 ? [createChangesPart(knex, question)] : [];
  return [...records, ...changes];
}

function createChangesPart(
  knex: Knex,
  { owner, selection }: HistoryQuestion,
): HistoryPart {
  const at = 'at';
  const tie = `'state/' || id`;
  const query = knex<DbChange>('state_history')
    .select(RECORD_COLUMNS.map(column => knex.raw('null as ??', [column])))
    .select(...CHANGE_COLUMNS)
    .select(knex.raw(`at, ${tie} as tie`))
    .where({ entity_ref: owner.entityRef })
    .whereIn('facet', [...selection.facets]);
  return { query: within(query, at, selection), at, tie };
}

async function createRecordParts(
  knex: Knex,
  question: HistoryQuestion & { homes: Home[] },
): Promise<HistoryPart[]> {
  const { owner, homes, selection } = question;
  const tie = `type || '/' || observed_on || '/' || kind || '/' || object || '/' || uid || '/' || key`;
  const createPart = (narrow: Condition): HistoryPart => {
    const query = knex<DbFact>('facts')
      .select(...RECORD_COLUMNS)
      .select(CHANGE_COLUMNS.map(column => knex.raw('null as ??', [column])))
      .select(knex.raw(`${AT} as at, ${tie} as tie`))
      // In words: with a value of its own the database would not know the index.
      .whereRaw(`uid <> ''`)
      .whereIn('type', [...selection.recordTypes])
      .where(isMine(owner.entityRef))
      .modify(narrow);
    return { query: within(query, AT, selection), at: AT, tie };
  };
  const clusters = [...new Set(homes.map(({ cluster }) => cluster))];
  return [
    // What names the module stays its own when its Namespace is gone, and made anew.
    createPart(query => query.where({ own_module: owner.module })),
    createPart(query => query.where({ own_entity: owner.entityRef })),
    ...(await Promise.all(
      clusters.map(cluster => {
        const there = homes.filter(home => home.cluster === cluster);
        return createHomeParts(knex, { cluster, there, owner, createPart });
      }),
    ).then(parts => parts.flat())),
  ];
}

async function createHomeParts(
  knex: Knex,
  options: {
    cluster: string;
    there: Home[];
    owner: HistoryOwner;
    createPart: (narrow: Condition) => HistoryPart;
  },
): Promise<HistoryPart[]> {
  const { cluster, there, owner, createPart } = options;
  const covering = { subject_cluster: cluster, binds: 'subject' };
  const wide = await findWide(knex, cluster, there);
  return [
    createPart(query =>
      query
        .where({ observed_on: cluster, binds: 'object', own_module: null })
        .whereIn(
          'namespace',
          there.map(({ namespace }) => namespace),
        )
        .where((label: Knex.QueryBuilder) =>
          label.whereNull('label_module').orWhere('label_module', owner.module),
        ),
    ),
    // What was there before the Namespace was made is of another one of its name.
    createPart(query =>
      query.where(covering).where(
        anyOf(
          there.map(
            ({ namespace, since }): Condition =>
              either =>
                either
                  .where('subject_namespace', namespace)
                  .whereRaw(`${AT} >= ?`, [since]),
          ),
        ),
      ),
    ),
    ...(wide.length > 0
      ? [
          createPart(query =>
            query
              .where({ ...covering, subject_namespace: null })
              .where({ type: CLUSTER_WIDE })
              .where(anyOf(wide.map(toCondition(knex)))),
          ),
        ]
      : []),
  ];
}

/** Backups of a whole cluster that take some of a module's Namespaces. */
interface WideBackups {
  /** What they leave out, as texts. */
  excluded: string[];
  /** Since when one of the Namespaces that they take is there. */
  since: string;
}

async function findWide(
  knex: Knex,
  cluster: string,
  there: Home[],
): Promise<WideBackups[]> {
  const rows: { excluded: string }[] = await knex<DbFact>('facts')
    .distinct(knex.raw(`${excludedOf(knex)} as excluded`))
    .where({
      subject_cluster: cluster,
      subject_namespace: null,
      binds: 'subject',
      type: CLUSTER_WIDE,
    })
    .whereRaw(`uid <> ''`);
  const bySince = new Map<string, string[]>();
  for (const { excluded } of rows) {
    const since = findSince(there, JSON.parse(excluded));
    if (since !== null) {
      bySince.set(since, [...(bySince.get(since) ?? []), excluded]);
    }
  }
  return [...bySince].map(([since, excluded]) => ({ since, excluded }));
}

function toCondition(knex: Knex) {
  return ({ excluded, since }: WideBackups): Condition => {
    const values = excluded.map(() => '?').join(', ');
    return query =>
      query
        .whereRaw(`${excludedOf(knex)} in (${values})`, excluded)
        .whereRaw(`${AT} >= ?`, [since]);
  };
}

// The text that was kept: both engines give a list back as it was written.
function excludedOf(knex: Knex): string {
  return isPostgres(knex)
    ? `coalesce(value::json ->> 'excluded', '[]')`
    : `coalesce(json_extract(value, '$.excluded'), '[]')`;
}

type Condition = (query: Knex.QueryBuilder) => unknown;

function anyOf(conditions: Condition[]) {
  return (where: Knex.QueryBuilder) =>
    conditions.forEach(condition => where.orWhere(q => void condition(q)));
}

function within(
  query: Knex.QueryBuilder,
  at: string,
  { from, to }: HistorySelection,
): Knex.QueryBuilder {
  if (from !== undefined) {
    query.whereRaw(`${at} >= ?`, [from]);
  }
  if (to !== undefined) {
    query.whereRaw(`${at} < ?`, [to]);
  }
  return query;
}
