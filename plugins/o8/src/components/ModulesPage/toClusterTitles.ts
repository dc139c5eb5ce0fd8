import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';

/** The titles of clusters by their names. */
export function toClusterTitles(
  sources: SourceStatus[],
): Record<string, string> {
  return Object.fromEntries(
    sources.map(({ cluster, clusterTitle }) => [cluster, clusterTitle]),
  );
}
