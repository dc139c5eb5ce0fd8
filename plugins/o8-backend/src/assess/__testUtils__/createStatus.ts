import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import { minutesAgo } from '../../sources/__testUtils__';

/** A source of a cluster that was confirmed a moment ago, or as the fields say. */
export function createStatus(
  cluster: string,
  source: string,
  fields: Partial<SourceStatus> = {},
): SourceStatus {
  return {
    cluster,
    clusterTitle: cluster.toLocaleUpperCase('en'),
    source,
    state: 'fresh',
    since: minutesAgo(600),
    confirmedAt: minutesAgo(0),
    message: null,
    ...fields,
  };
}
