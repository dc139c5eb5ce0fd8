import { createSourceStatus } from '../../__testUtils__/createSourceStatus';
import { formatSince } from './formatSince';
import { toSourceNotice } from './toSourceNotice';

describe('toSourceNotice', () => {
  it('counts clusters, not sources', () => {
    expect(
      toSourceNotice([
        createSourceStatus('a'),
        createSourceStatus('a', { source: 'velero' }),
        createSourceStatus('b'),
      ]),
    ).toEqual({ clusters: 2, freshClusters: 2, problems: [] });
  });

  it('names the worst source of each cluster, a failed connection before others', () => {
    const { freshClusters, problems } = toSourceNotice([
      createSourceStatus('a', { source: 'argocd', state: 'failed' }),
      createSourceStatus('a', { state: 'failed' }),
      createSourceStatus('b', { state: 'stale' }),
      createSourceStatus('b', { source: 'velero', state: 'unsupported' }),
      createSourceStatus('c', { source: 'velero', state: 'unsupported' }),
    ]);
    expect(freshClusters).toBe(1);
    expect(problems.map(p => `${p.cluster} ${p.source} ${p.state}`)).toEqual([
      'a connection failed',
      'b connection stale',
      'c velero unsupported',
    ]);
  });
});

describe('formatSince', () => {
  const at = (hour: number) => new Date(2026, 10, 22, hour, 42);
  it('gives the time of day for today, and the date for other days', () => {
    const today = formatSince(at(10).toISOString(), at(23).getTime());
    expect(today).toMatch(/^10:42/);
    const yesterday = formatSince(
      at(10).toISOString(),
      at(10).getTime() + 24 * 3_600_000,
    );
    expect(yesterday).toMatch(/2026/);
  });

  it('does not hide what is no time', () => {
    expect(formatSince('once', 0)).toBe('once');
  });
});
