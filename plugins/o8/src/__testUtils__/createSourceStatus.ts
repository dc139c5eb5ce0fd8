import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';

/** A source of a cluster: fresh, or as given; never read if it is given as stale. */
export function createSourceStatus(
  cluster: string,
  fields: Partial<SourceStatus> = {},
): SourceStatus {
  const since = '2026-11-22T10:42:00.000Z';
  return {
    cluster,
    clusterTitle: `Cluster ${cluster}`,
    source: 'connection',
    state: 'fresh',
    since,
    confirmedAt: fields.state === 'stale' ? null : since,
    message: null,
    ...fields,
  };
}
