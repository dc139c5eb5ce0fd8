import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { SourceRow } from '../store';
import {
  createConfiguredSources,
  type ConfiguredCluster,
} from './createConfiguredSources';

/** What the statuses of sources are made of. */
export interface SourceStatusInput {
  rows: SourceRow[];
  clusters: (ConfiguredCluster & { title: string })[];
  sources: Pick<Source, 'id'>[];
  now: Date;
  /** For so long one that was confirmed is believed without another word. */
  freshPromiseMs: number;
  /** Whether each of them says kind by kind how true it is. */
  withKinds?: boolean;
}

/**
 * The kept sources as they are answered: in the order of the configuration, with
 * titles, and judged by their age. Replicas may run with different configurations for
 * a while: a cluster that has no row is answered as never read, so that none vanishes,
 * and a row of a cluster that is not configured here goes last, under its name.
 */
export function toSourceStatuses(input: SourceStatusInput): SourceStatus[] {
  const { clusters, sources, now, freshPromiseMs, withKinds } = input;
  // What was kept of a cluster before it could not be read any more says nothing.
  const unread = new Set(
    clusters.filter(({ type }) => type === 'unsupported').map(c => c.name),
  );
  const rows = input.rows.filter(({ cluster }) => !unread.has(cluster));
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
    .map(row => {
      const { kinds, ...status } = judgeAge(row, now, freshPromiseMs);
      return {
        ...status,
        clusterTitle: titles.get(row.cluster) ?? row.cluster,
        ...(withKinds ? { kinds } : {}),
      };
    });
}

function judgeAge(
  row: SourceRow,
  now: Date,
  freshPromiseMs: number,
): SourceRow {
  const { state, confirmedAt } = row;
  if (state === 'fresh' && confirmedAt === null) {
    return { ...row, state: 'stale', message: 'Not read yet' };
  }
  if ((state !== 'fresh' && state !== 'unsupported') || confirmedAt === null) {
    return row;
  }
  const ageMs = now.getTime() - Date.parse(confirmedAt);
  if (ageMs > freshPromiseMs) {
    return {
      ...row,
      state: 'stale',
      since: confirmedAt,
      message: 'Nobody has confirmed it since then',
    };
  }
  // By the clock of another replica: nobody can say how long ago that is.
  return ageMs < -freshPromiseMs
    ? {
        ...row,
        state: 'stale',
        message: 'It was confirmed by a clock that runs ahead of this one',
      }
    : row;
}
