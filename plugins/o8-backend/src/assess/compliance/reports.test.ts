import type { JsonObject } from '@backstage/types';
import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import {
  createReport,
  createResult,
  minutesAgo,
} from '../../sources/__testUtils__';
import { createAssessInput, createStatus } from '../__testUtils__';
import { assess, statusOf, WELL } from './__testUtils__/assessCompliance';

describe('reports', () => {
  const summaryOf = (
    objects: KubernetesObject[],
    fields?: Parameters<typeof createAssessInput>[1],
  ) => assess([...WELL.slice(0, 2), ...objects], fields).reports[0];
  const old = createReport([
    createResult({
      timestamp: { seconds: Date.parse(minutesAgo(181)) / 1_000, nanos: 0 },
    }),
  ]);
  const confirmedAt = minutesAgo(30);

  it.each<
    [string, KubernetesObject[], Parameters<typeof createStatus>[2], string]
  >([
    ['checked', [createReport()], {}, 'checked'],
    ['that stopped', [old], {}, 'stopped'],
    [
      'of no time',
      [createReport([createResult({ timestamp: null })])],
      {},
      'stopped',
    ],
    ['that nobody wrote', [], {}, 'not-checked'],
    [
      'read long ago',
      [createReport()],
      { state: 'stale', confirmedAt },
      'stale',
    ],
    ['of a dead cluster', [], { state: 'failed', confirmedAt }, 'stale'],
    [
      'never read',
      [createReport()],
      { state: 'failed', confirmedAt: null },
      'not-checked',
    ],
    ['of no engine', [], { state: 'unsupported' }, 'not-checked'],
  ])('%s', (_name, reports, status, state) => {
    const fields = statusOf('policyReports', status);

    expect(summaryOf(reports, fields).state).toBe(state);
    const { verdict } = assess([...WELL.slice(0, 2), ...reports], fields);
    expect(verdict).toBe(state === 'checked' ? 'good' : 'unknown');
  });

  it.each<[string, unknown[], string, string]>([
    ['a failure', [{ result: 'fail' }, { result: 'pass' }], 'bad', 'failing'],
    ['a warning', [{ result: 'warn' }], 'attention', 'warning'],
    [
      'an error',
      [{ result: 'error' }, { result: 'pass' }],
      'unknown',
      'unknown',
    ],
    ['skipped rules alone', [{ result: 'skip' }], 'unknown', 'unknown'],
    ['no result', [], 'unknown', 'unknown'],
    [
      'a skipped and a passed rule',
      [{ result: 'skip' }, {}],
      'good',
      'passing',
    ],
    ['unknown words alone', [{ result: 'PASS' }], 'unknown', 'unknown'],
  ])('with %s', (_name, results, verdict, code) => {
    const report = createReport(
      results.map(result => createResult(result as JsonObject)),
    );
    const state = assess([...WELL.slice(0, 2), report]);

    expect(state.verdict).toBe(verdict);
    expect(state.headline.code).toBe(code);
  });

  it('add up, with the worst findings first and at most ten', () => {
    const reports = ['a', 'b', 'c'].map(name =>
      createReport(
        [
          createResult({ result: 'pass' }),
          createResult({ result: 'warn', severity: 'critical', policy: name }),
          createResult({ result: 'fail', severity: 'low', policy: name }),
          createResult({ result: 'fail', severity: 'odd', policy: name }),
          createResult({ result: 'fail', severity: 'critical', policy: name }),
        ],
        { name },
      ),
    );
    const summary = summaryOf(reports);

    expect(summary).toMatchObject({
      cluster: 'eu-1',
      namespace: 'billing',
      resources: 3,
      pass: 3,
      fail: 9,
      warn: 3,
      error: 0,
      skip: 0,
    });
    expect(
      summary.findings.map(({ result, severity }) => `${result} ${severity}`),
    ).toEqual([
      ...Array(3).fill('fail critical'),
      ...Array(3).fill('fail low'),
      ...Array(3).fill('fail odd'),
      'warn critical',
    ]);
    expect(summary.findings[0].subject).toEqual({
      cluster: 'eu-1',
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'billing',
      name: 'billing',
    });
    expect(summary.findings[0].evidenceAt).toBe('2026-11-22T11:50:00.000Z');
  });
});
