import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { ClusterConfig } from '../config';
import type { SourceRow } from '../store';
import { createConfiguredSources } from './createConfiguredSources';

/**
 * For so long a fresh source is believed without another word: the runner confirms it
 * every few seconds, so that silence means that nobody reads it any more.
 */
export const FRESH_PROMISE_MS = 45_000;

/**
 * The kept sources as they are answered: in the order of the configuration, with
 * titles, and judged by their age. Replicas may run with different configurations for
 * a while: a cluster that has no row is answered as never read, so that none vanishes,
 * and a row of a cluster that is not configured here goes last, under its name.
 */
export function toSourceStatuses(
  rows: SourceRow[],
  clusters: Pick<ClusterConfig, 'name' | 'title' | 'type'>[],
  sources: Pick<Source, 'id'>[],
  now: Date,
): SourceStatus[] {
  const toKey = (row: SourceRow) => JSON.stringify([row.cluster, row.source]);
  const kept = new Set(rows.map(toKey));
  const missing = createConfiguredSources(clusters, sources, now).filter(
    row => !kept.has(toKey(row)),
  );
  const order = new Map(clusters.map(({ name }, index) => [name, index]));
  const titles = new Map(clusters.map(({ name, title }) => [name, title]));
  const rank = ({ cluster }: SourceRow) => order.get(cluster) ?? order.size;
  return [...rows, ...missing]
    .sort((a, b) => rank(a) - rank(b))
    .map(row => ({
      ...judgeAge(row, now),
      clusterTitle: titles.get(row.cluster) ?? row.cluster,
    }));
}

function judgeAge(row: SourceRow, now: Date): SourceRow {
  const { state, confirmedAt } = row;
  if (state === 'fresh' && confirmedAt === null) {
    return { ...row, state: 'stale', message: 'Not read yet' };
  }
  if ((state !== 'fresh' && state !== 'unsupported') || confirmedAt === null) {
    return row;
  }
  const ageMs = now.getTime() - Date.parse(confirmedAt);
  return ageMs > FRESH_PROMISE_MS
    ? {
        ...row,
        state: 'stale',
        since: confirmedAt,
        message: 'Nobody has confirmed it since then',
      }
    : row;
}
