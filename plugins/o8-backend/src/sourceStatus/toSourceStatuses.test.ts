import { sourceStatusSchema } from '@orchestr8/backstage-plugin-o8-common';
import type { SourceRow } from '../store';
import {
  CONNECTION_SOURCE,
  createConfiguredSources,
  FRESH_PROMISE_MS,
  toSourceStatuses,
} from './index';

const clusters = [
  { name: 'us-1', title: 'United States 1', type: 'kubernetes' as const },
  { name: 'eu-1', title: 'Europe 1', type: 'kubernetes' as const },
];
const sources = [{ id: 'argocd' }, { id: 'velero' }];
const now = new Date('2026-11-22T10:42:00Z');

function createRow(fields: Partial<SourceRow> = {}): SourceRow {
  return {
    cluster: 'eu-1',
    source: 'velero',
    state: 'fresh',
    since: '2026-11-22T08:00:00.000Z',
    confirmedAt: '2026-11-22T10:41:50.000Z',
    message: null,
    ...fields,
  };
}

function judge(row: SourceRow) {
  return toSourceStatuses([row], clusters, sources, now).find(
    ({ cluster, source }) => cluster === 'eu-1' && source === 'velero',
  );
}

describe('createConfiguredSources', () => {
  it('claims nothing about a cluster that was never read', () => {
    const rows = createConfiguredSources(clusters, sources, now);

    expect(rows.map(({ cluster, source }) => `${cluster} ${source}`)).toEqual([
      'us-1 connection',
      'us-1 argocd',
      'us-1 velero',
      'eu-1 connection',
      'eu-1 argocd',
      'eu-1 velero',
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({
        state: 'stale',
        since: '2026-11-22T10:42:00.000Z',
        confirmedAt: null,
        message: 'Not read yet',
      });
    }
  });

  it.each(['argocd', 'snapshot'] as const)(
    'says that clusters of type %s are not read',
    type => {
      const rows = createConfiguredSources(
        [{ name: 'hub', type }],
        sources,
        now,
      );
      expect(rows).toHaveLength(3);
      for (const row of rows) {
        expect(row).toMatchObject({
          state: 'unsupported',
          confirmedAt: null,
          message: `This version does not read clusters of type "${type}"`,
        });
      }
    },
  );
});

describe('toSourceStatuses', () => {
  it('follows the order and the titles of the configuration', () => {
    const [us, , , eu] = createConfiguredSources(clusters, sources, now);
    const statuses = toSourceStatuses([eu, us], clusters, [], now);

    expect(statuses.map(({ clusterTitle }) => clusterTitle)).toEqual([
      'United States 1',
      'Europe 1',
    ]);
    expect(statuses[0].source).toBe(CONNECTION_SOURCE);
  });

  it('keeps rows of clusters that are not configured here, last', () => {
    const statuses = toSourceStatuses(
      [createRow({ cluster: 'ap-1' })],
      clusters,
      sources,
      now,
    );
    expect(statuses).toHaveLength(7);
    expect(statuses[6]).toMatchObject({
      cluster: 'ap-1',
      clusterTitle: 'ap-1',
    });
  });

  it('answers what another replica dropped as never read', () => {
    const statuses = toSourceStatuses([createRow()], clusters, sources, now);
    const unread = statuses.filter(({ confirmedAt }) => confirmedAt === null);

    expect(unread).toHaveLength(5);
    for (const status of unread) {
      expect(status.state).toBe('stale');
    }
  });

  it.each(['fresh', 'unsupported'] as const)(
    'believes one that is %s for its promise, and no longer',
    state => {
      const at = (ageMs: number) =>
        new Date(now.getTime() - ageMs).toISOString();
      const young = createRow({ state, confirmedAt: at(FRESH_PROMISE_MS) });
      const old = createRow({ state, confirmedAt: at(FRESH_PROMISE_MS + 1) });

      expect(judge(young)).toMatchObject({ ...young });
      expect(judge(old)).toMatchObject({
        state: 'stale',
        since: old.confirmedAt,
        confirmedAt: old.confirmedAt,
        message: 'Nobody has confirmed it since then',
      });
    },
  );

  it.each(['stale', 'failed'] as const)(
    'leaves the reason of one that is %s as it is',
    state => {
      const row = createRow({
        state,
        confirmedAt: '2026-11-22T01:00:00.000Z',
        message: '403',
      });
      expect(judge(row)).toMatchObject({ ...row });
    },
  );

  it('does not believe one that is fresh and was never read', () => {
    expect(judge(createRow({ confirmedAt: null }))).toMatchObject({
      state: 'stale',
      message: 'Not read yet',
    });
  });

  it('leaves one alone that will never be read', () => {
    const row = createRow({ state: 'unsupported', confirmedAt: null });
    expect(judge(row)).toMatchObject({ ...row });
  });

  it('makes what the contract asks for', () => {
    for (const status of toSourceStatuses([], clusters, sources, now)) {
      expect(sourceStatusSchema.parse(status)).toEqual(status);
    }
  });
});
