import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { ClusterConfig } from '../config';
import type { SourceRow } from '../store';

/**
 * The kept sources as they are answered: in the order of the configuration, with
 * titles. A row of a cluster that this replica does not know (another one runs with
 * a newer configuration) goes last, under its name.
 */
export function toSourceStatuses(
  rows: SourceRow[],
  clusters: ClusterConfig[],
): SourceStatus[] {
  const order = new Map(clusters.map(({ name }, index) => [name, index]));
  const titles = new Map(clusters.map(({ name, title }) => [name, title]));
  const rank = ({ cluster }: SourceRow) => order.get(cluster) ?? order.size;
  return [...rows]
    .sort((a, b) => rank(a) - rank(b))
    .map(row => ({
      ...row,
      clusterTitle: titles.get(row.cluster) ?? row.cluster,
    }));
}
