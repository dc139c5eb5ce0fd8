import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { ClusterConfig } from '../config';
import type { SourceRow } from '../store';

/** The source that says whether a cluster can be reached at all. */
export const CONNECTION_SOURCE = 'connection';

/**
 * The first word on each source of each configured cluster: nothing has been read from
 * it yet, so nothing about it can be fresh.
 */
export function createConfiguredSources(
  clusters: Pick<ClusterConfig, 'name' | 'type'>[],
  sources: Pick<Source, 'id'>[],
  now: Date,
): SourceRow[] {
  const ids = [CONNECTION_SOURCE, ...sources.map(({ id }) => id)];
  return clusters.flatMap(({ name, type }) =>
    ids.map(source => ({
      cluster: name,
      source,
      since: now.toISOString(),
      confirmedAt: null,
      ...(type === 'kubernetes'
        ? { state: 'stale' as const, message: 'Not read yet' }
        : {
            state: 'unsupported' as const,
            message: `This version does not read clusters of type "${type}"`,
          }),
    })),
  );
}
