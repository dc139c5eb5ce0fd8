import type {
  SourceState,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Tone } from '../Status';

/** What the card says of one cluster. */
export interface ClusterRow {
  cluster: string;
  title: string;
  state: SourceState | 'neverRead';
  tone: Tone;
  /** ISO 8601. */
  since: string;
  message: string | null;
}

const TONES: Record<ClusterRow['state'], Tone> = {
  failed: 'bad',
  stale: 'attention',
  neverRead: 'unknown',
  unsupported: 'unknown',
  fresh: 'good',
};
const WORST_FIRST = Object.keys(TONES);

/**
 * One row a cluster, of its worst source; the worst cluster first. What is not
 * installed speaks for a cluster only if nothing else does: few have everything.
 */
export function toClusterRows(statuses: SourceStatus[]): ClusterRow[] {
  const rows = statuses.map(toSourceRow);
  const clusters = [...new Set(rows.map(({ cluster }) => cluster))];
  return clusters
    .map(name => {
      const all = rows.filter(({ cluster }) => cluster === name);
      const installed = all.filter(({ state }) => state !== 'unsupported');
      return [...(installed.length ? installed : all)].sort(compare)[0];
    })
    .sort(compare);
}

function compare(a: ClusterRow, b: ClusterRow): number {
  return rank(a) - rank(b) || a.title.localeCompare(b.title);
}

/** What is said of one source. */
export function toSourceRow(status: SourceStatus): ClusterRow {
  // Never read is not stale: there is no old answer that could still be shown.
  const neverRead = status.state === 'stale' && status.confirmedAt === null;
  const state = neverRead ? 'neverRead' : status.state;
  return {
    cluster: status.cluster,
    title: status.clusterTitle,
    state,
    tone: TONES[state],
    since: status.since,
    message: status.message,
  };
}

function rank({ state }: ClusterRow): number {
  return WORST_FIRST.indexOf(state);
}
