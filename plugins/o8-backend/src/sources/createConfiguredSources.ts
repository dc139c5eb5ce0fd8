import type { ClusterConfig } from '../config';
import type { SourceRow } from '../store';

/** The source that says whether a cluster can be reached at all. */
export const CONNECTION_SOURCE = 'connection';

/**
 * The first word on each configured cluster: nothing has been read from it yet, so
 * nothing about it can be fresh.
 */
export function createConfiguredSources(
  clusters: ClusterConfig[],
  now: Date,
): SourceRow[] {
  return clusters.map(({ name }) => ({
    cluster: name,
    source: CONNECTION_SOURCE,
    state: 'stale',
    since: now.toISOString(),
    confirmedAt: null,
    message: 'Listed in the configuration',
  }));
}
