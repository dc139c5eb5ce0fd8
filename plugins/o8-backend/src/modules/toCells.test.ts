import type { Verdict } from '@orchestr8/backstage-plugin-o8-common';
import type { StateRow } from '../store';
import { createState, createStatus } from './__testUtils__';
import { FreshSources } from './isProven';
import { Shared, toJudgement } from './Judgement';
import { toCells } from './toCells';

const CLUSTERS = ['hub', 'eu-1', 'us-1'];

/** A judgement that rests on all clusters, with what it says beside its verdict. */
function judge(
  facet: 'sync' | 'compliance' | 'recovery',
  verdict: Verdict,
  said: object,
  fields: Partial<StateRow> = {},
): StateRow {
  const row = createState('billing', facet, verdict, {
    sources: CLUSTERS.map(cluster => ({ cluster, source: 'velero' })),
    ...fields,
  });
  return { ...row, state: { ...row.state, ...said } };
}

const deploy = (cluster: string | null, verdict: Verdict) => ({
  cluster,
  verdict,
  application: { cluster: 'hub' },
});
const protect = (cluster: string, verdict: Verdict) => ({ cluster, verdict });

function cellsOf(
  rows: StateRow[],
  options: { fresh?: string[]; holds?: boolean } = {},
) {
  const { fresh = CLUSTERS, holds = true } = options;
  const cells = toCells(
    rows.map(row => ({ judgement: toJudgement(row, new Shared()), holds })),
    new FreshSources(fresh.map(cluster => createStatus(cluster, 'velero'))),
  );
  return Object.fromEntries(
    cells.map(({ cluster, facets }) => [cluster, facets]),
  );
}

describe('toCells', () => {
  it('says of each cluster the worst of what is there', () => {
    const cells = cellsOf([
      judge('sync', 'bad', {
        deployments: [
          deploy('us-1', 'good'),
          deploy('us-1', 'bad'),
          deploy('eu-1', 'good'),
          deploy(null, 'bad'),
        ],
      }),
      judge('compliance', 'attention', {
        checks: [
          { cluster: 'eu-1', result: 'pass' },
          { cluster: 'us-1', result: 'stale' },
        ],
        reports: [
          { cluster: 'eu-1', state: 'checked', pass: 3, fail: 0, warn: 1 },
        ],
      }),
      judge('recovery', 'good', { protections: [protect('eu-1', 'good')] }),
    ]);
    expect(cells).toEqual({
      'eu-1': { sync: 'good', compliance: 'attention', recovery: 'good' },
      'us-1': { sync: 'bad', compliance: 'unknown', recovery: null },
    });
    expect(Object.keys(cells)).toEqual(['eu-1', 'us-1']);
  });

  it('has a cell where a module is placed and nothing is said', () => {
    const placements = [{ cluster: 'us-1', namespace: 'billing' }];
    expect(cellsOf([judge('sync', 'unknown', {}, { placements })])).toEqual({
      'us-1': { sync: null, compliance: null, recovery: null },
    });
    expect(cellsOf([])).toEqual({});
  });

  const good = [
    judge('sync', 'good', {
      deployments: [deploy('us-1', 'good'), deploy('eu-1', 'busy')],
    }),
    judge('recovery', 'bad', {
      protections: [protect('us-1', 'good'), protect('eu-1', 'bad')],
    }),
  ];

  it('says nothing good of a cluster that does not prove it', () => {
    expect(cellsOf(good, { fresh: ['hub', 'us-1'] })).toMatchObject({
      'us-1': { sync: 'good', recovery: 'good' },
      'eu-1': { sync: 'busy', recovery: 'bad' },
    });
    // Argo CD is elsewhere.
    expect(cellsOf(good, { fresh: ['eu-1'] })).toMatchObject({
      'us-1': { sync: 'unknown', recovery: 'unknown' },
      'eu-1': { sync: 'unknown', recovery: 'bad' },
    });
  });

  it('says nothing good by a judgement that does not hold', () => {
    expect(cellsOf(good, { holds: false })).toMatchObject({
      'us-1': { sync: 'unknown', recovery: 'unknown' },
      'eu-1': { sync: 'unknown', recovery: 'bad' },
    });
  });

  it('says nothing good of what rests on nothing, or is not proven', () => {
    const said = { deployments: [deploy('us-1', 'good')] };
    const distrusted = judge('sync', 'unknown', {
      ...said,
      headline: { code: 'unproven', params: {} },
    });
    for (const row of [
      distrusted,
      judge('sync', 'good', said, { sources: [] }),
    ]) {
      expect(cellsOf([row])).toMatchObject({ 'us-1': { sync: 'unknown' } });
    }
  });
});
