import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { SourceRow } from '../store';

/** The source that says whether a cluster can be reached at all. */
export const CONNECTION_SOURCE = 'connection';

/** Of a configured cluster, what decides how its sources begin. */
export interface ConfiguredCluster {
  name: string;
  /** One that is `unsupported` is never connected. */
  type: string;
  /** Why it is not supported. */
  reason?: string;
}

/**
 * The first word on each source of each configured cluster: nothing has been read from
 * it yet, so nothing about it can be fresh.
 */
export function createConfiguredSources(
  clusters: ConfiguredCluster[],
  sources: Pick<Source, 'id'>[],
  now: Date,
): SourceRow[] {
  const ids = [CONNECTION_SOURCE, ...sources.map(({ id }) => id)];
  return clusters.flatMap(cluster =>
    ids.map(source => ({
      cluster: cluster.name,
      source,
      since: now.toISOString(),
      confirmedAt: null,
      kinds: [],
      ...toFirstWord(cluster),
    })),
  );
}

function toFirstWord({
  type,
  reason,
}: ConfiguredCluster): Pick<SourceRow, 'state' | 'message'> {
  return type === 'unsupported'
    ? {
        state: 'unsupported',
        message: reason ?? 'This cluster cannot be read',
      }
    : { state: 'stale', message: 'Not read yet' };
}
