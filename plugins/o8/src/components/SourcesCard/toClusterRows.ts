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

/** One row a cluster, of its worst source; the worst cluster first. */
export function toClusterRows(statuses: SourceStatus[]): ClusterRow[] {
  const rows = statuses
    .map(toRow)
    .sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
  return rows.filter(
    (row, index) =>
      index === rows.findIndex(({ cluster }) => cluster === row.cluster),
  );
}

function toRow(status: SourceStatus): ClusterRow {
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
