import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';

/** How much of what is shown is true, by cluster. */
export interface SourceNoticeView {
  clusters: number;
  freshClusters: number;
  /** The worst source of each cluster that is not fresh, the worst cluster first. */
  problems: SourceStatus[];
}

const RANK = { failed: 0, stale: 1, unsupported: 2, fresh: 3 };

/**
 * Counts clusters rather than sources. What a cluster does not have was answered by
 * it, so it counts as an answer, and is named only beside real problems of others.
 */
export function toSourceNotice(statuses: SourceStatus[]): SourceNoticeView {
  const worst = new Map<string, SourceStatus>();
  for (const status of [...statuses].sort(compare)) {
    if (!worst.has(status.cluster)) {
      worst.set(status.cluster, status);
    }
  }
  const all = [...worst.values()];
  const problems = all.filter(({ state }) => state !== 'fresh');
  const answered = all.filter(
    ({ state }) => state === 'fresh' || state === 'unsupported',
  );
  return {
    clusters: all.length,
    freshClusters: answered.length,
    problems,
  };
}

// A connection that fails explains the other sources of its cluster.
function compare(a: SourceStatus, b: SourceStatus): number {
  return (
    RANK[a.state] - RANK[b.state] ||
    Number(b.source === 'connection') - Number(a.source === 'connection') ||
    a.clusterTitle.localeCompare(b.clusterTitle) ||
    a.source.localeCompare(b.source)
  );
}
