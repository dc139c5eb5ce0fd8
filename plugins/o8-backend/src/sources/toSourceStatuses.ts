import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { ClusterConfig } from '../config';
import type { SourceRow } from '../store';
import { createConfiguredSources } from './createConfiguredSources';

/**
 * The kept sources as they are answered: in the order of the configuration, with
 * titles. Replicas may run with different configurations for a while: a cluster that
 * has no row is answered as never read, so that none vanishes, and a row of a cluster
 * that is not configured here goes last, under its name.
 */
export function toSourceStatuses(
  rows: SourceRow[],
  clusters: ClusterConfig[],
  now: Date,
): SourceStatus[] {
  const kept = new Set(rows.map(({ cluster }) => cluster));
  const missing = clusters.filter(({ name }) => !kept.has(name));
  const order = new Map(clusters.map(({ name }, index) => [name, index]));
  const titles = new Map(clusters.map(({ name, title }) => [name, title]));
  const rank = ({ cluster }: SourceRow) => order.get(cluster) ?? order.size;
  return [...rows, ...createConfiguredSources(missing, now)]
    .sort((a, b) => rank(a) - rank(b))
    .map(row => ({
      ...row,
      clusterTitle: titles.get(row.cluster) ?? row.cluster,
    }));
}
