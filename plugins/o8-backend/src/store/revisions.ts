import type { Knex } from 'knex';
import { shardOf } from './shardOf';

const CHUNK = 500;

/** The counter of everything that is known of sources. */
const SOURCES = 'sources';
const SHARD = 'shard/';
const CLUSTER = 'cluster/';

/** A row of the table `revisions`. PostgreSQL gives its numbers as texts. */
export interface DbRevision {
  name: string;
  revision: number | string;
  floor: number | string;
  judged_at: string | null;
}

/** A row of the table `module_revisions`. */
export interface DbModuleRevision {
  module: string;
  shard: number;
  revision: number | string;
}

/** What a transaction changes of what is answered. */
export interface Changes {
  /**
   * The modules, by what columns call them. A changed fact is shown, whether it makes
   * another judgement or not.
   */
  modules?: Iterable<string>;
  /** What every module shows that has something on one of these clusters. */
  clusters?: Iterable<string>;
  /** Whether it is how fresh sources are. */
  sources?: boolean;
}

/** How far what is kept has come. */
export interface Revisions {
  /** By the number of the shard. */
  shards: Map<number, ShardRevision>;
  /** By the name of the cluster. */
  clusters: Map<string, number>;
  sources: number;
}

/** How far a shard has come. */
export interface ShardRevision {
  revision: number;
  /** Who knows less than this does not learn from changes which modules are gone. */
  floor: number;
  /** When nothing of it waited for judgement, ISO 8601; null if nobody said so. */
  judgedAt: string | null;
}

/** What the counter of a shard is called. */
export function toShardName(shard: number): string {
  return `${SHARD}${shard}`;
}

/**
 * Counts a change of what is answered, so that every replica notices it. To be called as
 * the last thing that a transaction does: whoever changes something of the same shard
 * waits from here to its end. That wait is what makes the order of the numbers the order
 * of the commits, so that nobody who has seen a number has missed one before it.
 */
export async function bumpRevisions(tx: Knex, changes: Changes): Promise<void> {
  const modules = [...new Set(changes.modules)].sort();
  const names = new Set([
    ...modules.map(module => toShardName(shardOf(module))),
    ...[...(changes.clusters ?? [])].map(name => `${CLUSTER}${name}`),
    ...(changes.sources ? [SOURCES] : []),
  ]);
  if (names.size === 0) {
    return;
  }
  const rows: Pick<DbRevision, 'name' | 'revision'>[] = await tx<DbRevision>(
    'revisions',
  )
    // In one order: writers that lock in different ones would wait for each other.
    .insert([...names].sort().map(name => ({ name, revision: 1, floor: 0 })))
    .onConflict('name')
    .merge({ revision: tx.raw('revisions.revision + 1') })
    .returning(['name', 'revision']);
  const numbers = new Map(rows.map(({ name, revision }) => [name, revision]));
  for (let start = 0; start < modules.length; start += CHUNK) {
    await tx<DbModuleRevision>('module_revisions')
      .insert(
        modules.slice(start, start + CHUNK).map(module => {
          const shard = shardOf(module);
          const revision = numbers.get(toShardName(shard))!;
          return { module, shard, revision };
        }),
      )
      .onConflict('module')
      .merge();
  }
}

/** Where all counters stand, as one small query. */
export async function readRevisions(knex: Knex): Promise<Revisions> {
  const revisions: Revisions = {
    shards: new Map(),
    clusters: new Map(),
    sources: 0,
  };
  for (const row of await knex<DbRevision>('revisions').select()) {
    const revision = Number(row.revision);
    if (row.name === SOURCES) {
      revisions.sources = revision;
    } else if (row.name.startsWith(CLUSTER)) {
      revisions.clusters.set(row.name.slice(CLUSTER.length), revision);
    } else {
      revisions.shards.set(Number(row.name.slice(SHARD.length)), {
        revision,
        floor: Number(row.floor),
        judgedAt: row.judged_at,
      });
    }
  }
  return revisions;
}

/** Where the counter of sources stands. */
export async function readSourcesRevision(knex: Knex): Promise<number> {
  const row = await knex<DbRevision>('revisions')
    .where({ name: SOURCES })
    .first('revision');
  return Number(row?.revision ?? 0);
}

/** Whether modules changed between two readings of the counters. */
export function isChanged(since: Revisions, until: Revisions): boolean {
  return (
    isForgotten(since, until) ||
    [...until.shards].some(
      ([shard, { revision }]) =>
        revision !== (since.shards.get(shard)?.revision ?? 0),
    )
  );
}

/**
 * Whether changes between two readings of the counters may be kept no more: some were
 * forgotten meanwhile, or this is another database, such as one out of a backup.
 */
export function isForgotten(since: Revisions, until: Revisions): boolean {
  return (
    [...since.shards].some(
      ([shard, { revision }]) =>
        (until.shards.get(shard)?.revision ?? -1) < revision,
    ) ||
    [...until.shards].some(
      ([shard, { floor }]) => floor !== (since.shards.get(shard)?.floor ?? 0),
    )
  );
}
