import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import { toClusterRows } from './toClusterRows';

function status(fields: Partial<SourceStatus>): SourceStatus {
  return {
    cluster: 'eu-1',
    clusterTitle: 'Europe 1',
    source: 'connection',
    state: 'fresh',
    since: '2026-11-22T10:42:00.000Z',
    confirmedAt: '2026-11-22T10:42:00.000Z',
    message: null,
    ...fields,
  };
}

describe('toClusterRows', () => {
  it('is good only for a source that is fresh', () => {
    const tones = (['fresh', 'stale', 'failed', 'unsupported'] as const).map(
      state => toClusterRows([status({ state })])[0].tone,
    );
    expect(tones).toEqual(['good', 'attention', 'bad', 'unknown']);
  });

  it('tells never read from stale', () => {
    const [row] = toClusterRows([
      status({ state: 'stale', confirmedAt: null }),
    ]);
    expect(row).toMatchObject({ state: 'neverRead', tone: 'unknown' });
  });

  it('shows the worst source of each cluster, the worst cluster first', () => {
    const rows = toClusterRows([
      status({ cluster: 'b', clusterTitle: 'B' }),
      status({ cluster: 'a', clusterTitle: 'A' }),
      status({ cluster: 'c', clusterTitle: 'C', source: 'x' }),
      status({ cluster: 'c', clusterTitle: 'C', state: 'failed' }),
      status({ cluster: 'd', clusterTitle: 'D', state: 'stale' }),
    ]);

    expect(rows.map(({ title, state }) => `${title} ${state}`)).toEqual([
      'C failed',
      'D stale',
      'A fresh',
      'B fresh',
    ]);
  });
});
