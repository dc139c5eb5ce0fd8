import { sourceStatusSchema } from '@orchestr8/backstage-plugin-o8-common';
import type { SourceRow } from '../store';
import {
  CONNECTION_SOURCE,
  createConfiguredSources,
  toSourceStatuses,
  type SourceStatusInput,
} from './index';

const clusters = [
  { name: 'us-1', title: 'United States 1', type: 'kubernetes' as const },
  { name: 'eu-1', title: 'Europe 1', type: 'kubernetes' as const },
];
const sources = [{ id: 'argocd' }, { id: 'velero' }];
const PROMISE_MS = 45_000;
const now = new Date('2026-11-22T10:42:00Z');

function createRow(fields: Partial<SourceRow> = {}): SourceRow {
  return {
    cluster: 'eu-1',
    source: 'velero',
    state: 'fresh',
    since: '2026-11-22T08:00:00.000Z',
    confirmedAt: '2026-11-22T10:41:50.000Z',
    message: null,
    kinds: [],
    ...fields,
  };
}

/** What is answered of a row that is believed, kinds aside. */
function answered({ kinds: _, ...row }: SourceRow) {
  return row;
}

function toStatuses(rows: SourceRow[], input: Partial<SourceStatusInput> = {}) {
  return toSourceStatuses({
    rows,
    clusters,
    sources,
    now,
    freshPromiseMs: PROMISE_MS,
    ...input,
  });
}

function judge(row: SourceRow) {
  return toStatuses([row]).find(
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

  it('says why a cluster is never read', () => {
    const reason = 'Sign-in by "aks" is not supported';
    const rows = createConfiguredSources(
      [
        { name: 'hub', type: 'unsupported', reason },
        { name: 'old', type: 'unsupported' },
      ],
      [],
      now,
    );
    expect(rows).toEqual([
      expect.objectContaining({
        cluster: 'hub',
        state: 'unsupported',
        confirmedAt: null,
        message: reason,
      }),
      expect.objectContaining({ message: 'This cluster cannot be read' }),
    ]);
  });

  it.each(['argocd', 'snapshot'])('waits for clusters of type %s', type => {
    const rows = createConfiguredSources([{ name: 'hub', type }], [], now);
    expect(rows).toEqual([
      expect.objectContaining({ state: 'stale', message: 'Not read yet' }),
    ]);
  });
});

describe('toSourceStatuses', () => {
  it('follows the order and the titles of the configuration', () => {
    const [us, , , eu] = createConfiguredSources(clusters, sources, now);
    const statuses = toStatuses([eu, us], { sources: [] });

    expect(statuses.map(({ clusterTitle }) => clusterTitle)).toEqual([
      'United States 1',
      'Europe 1',
    ]);
    expect(statuses[0].source).toBe(CONNECTION_SOURCE);
  });

  it('keeps rows of clusters that are not configured here, last', () => {
    const statuses = toStatuses([createRow({ cluster: 'ap-1' })]);
    expect(statuses).toHaveLength(7);
    expect(statuses[6]).toMatchObject({
      cluster: 'ap-1',
      clusterTitle: 'ap-1',
    });
  });

  it('answers what another replica dropped as never read', () => {
    const statuses = toStatuses([createRow()]);
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
      const young = createRow({ state, confirmedAt: at(PROMISE_MS) });
      const old = createRow({ state, confirmedAt: at(PROMISE_MS + 1) });

      expect(judge(young)).toMatchObject(answered(young));
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
      expect(judge(row)).toMatchObject(answered(row));
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
    expect(judge(row)).toMatchObject(answered(row));
  });

  it('makes what the contract asks for', () => {
    for (const status of toStatuses([], { withKinds: true })) {
      expect(sourceStatusSchema.parse(status)).toEqual(status);
    }
  });

  it('does not believe the clock of a replica that runs ahead', () => {
    const at = (aheadMs: number) =>
      new Date(now.getTime() + aheadMs).toISOString();
    expect(judge(createRow({ confirmedAt: at(PROMISE_MS) }))?.state).toBe(
      'fresh',
    );
    expect(judge(createRow({ confirmedAt: at(3_600_000) }))).toMatchObject({
      state: 'stale',
      message: 'It was confirmed by a clock that runs ahead of this one',
    });
  });

  it('forgets what was kept of a cluster that is not read any more', () => {
    const [us] = clusters;
    const eu = { ...clusters[1], type: 'unsupported', reason: 'No way in' };
    const statuses = toStatuses([createRow()], { clusters: [us, eu] });
    const ofEu = statuses.filter(({ cluster }) => cluster === 'eu-1');
    expect(ofEu).toHaveLength(3);
    for (const status of ofEu) {
      expect(status).toMatchObject({
        state: 'unsupported',
        message: 'No way in',
        clusterTitle: 'Europe 1',
      });
    }
  });

  it('says kind by kind how true it is, where that is asked for', () => {
    const kinds = [
      { group: 'x', kind: 'A', state: 'fresh' as const, message: null },
    ];
    const row = createRow({ kinds });
    expect(judge(row)).not.toHaveProperty('kinds');
    const statuses = toStatuses([row], { withKinds: true });
    expect(statuses.map(status => status.kinds)).toContainEqual(kinds);
  });
});
