import {
  createNamespace,
  createNetworkPolicy,
  createReport,
  createResult,
} from '../../sources/__testUtils__';
import { createAssessInput, createStatus } from '../__testUtils__';
import { assess, statusOf, WELL } from './__testUtils__/assessCompliance';

describe('a known failure is never hidden by an unknown', () => {
  it('not where reports stopped', () => {
    const failing = createReport([
      createResult({ result: 'fail', timestamp: null }),
    ]);
    expect(assess([...WELL.slice(0, 2), failing])).toMatchObject({
      verdict: 'bad',
      headline: { code: 'failing', params: { failed: 1, total: 4 } },
    });
  });

  it('not where another check could not be made', () => {
    const state = assess(
      [createNamespace({}), createNetworkPolicy()],
      statusOf('networkPolicies', { state: 'unsupported' }),
    );
    expect(state.verdict).toBe('bad');
    expect(state.checks.map(({ result }) => result)).toEqual([
      'fail',
      'not-checked',
    ]);
    expect(state.headline).toEqual({
      code: 'failing',
      params: { failed: 1, total: 3 },
    });
  });

  it('not where the other cluster never answered', () => {
    const placements = [
      { cluster: 'eu-1', namespace: 'billing' },
      { cluster: 'us-1', namespace: 'billing' },
    ];
    const sources = createAssessInput().sources.map(status =>
      status.cluster === 'us-1'
        ? createStatus('us-1', status.source, {
            state: 'failed',
            confirmedAt: null,
          })
        : status,
    );
    const well = assess(WELL, { placements, sources });
    const notWell = assess([createNamespace({}), ...WELL.slice(1)], {
      placements,
      sources,
    });

    expect(well).toMatchObject({
      verdict: 'unknown',
      headline: { code: 'unknown', params: { unknown: 3, total: 6 } },
    });
    expect(notWell).toMatchObject({
      verdict: 'bad',
      headline: { code: 'failing', params: { failed: 1, total: 6 } },
    });
  });
});

it('counts what passed where all passed', () => {
  expect(assess(WELL)).toMatchObject({
    verdict: 'good',
    headline: { code: 'passing', params: { passed: 3, total: 3 } },
  });
});

it.each([
  [true, 'notPlaced'],
  [false, 'notRead'],
])(
  'has nothing to check without a placement (all read: %s)',
  (allRead, code) => {
    expect(assess(WELL, { placements: [], allRead })).toEqual({
      verdict: 'unknown',
      headline: { code, params: {} },
      checks: [],
      reports: [],
    });
  },
);
