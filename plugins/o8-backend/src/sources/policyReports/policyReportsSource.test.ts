import type { JsonObject } from '@backstage/types';
import { createReport, createResult, readFacts } from '../__testUtils__';
import { policyReportsSource } from './policyReportsSource';

it.each([
  ['wgpolicyk8s.io/v1alpha2', 'PolicyReport'],
  ['openreports.io/v1alpha1', 'Report'],
])('reads %s %s alike', (apiVersion, kind) => {
  const report = createReport(
    [
      createResult(),
      createResult({ result: 'skip' }),
      createResult({ result: 'fail', message: 'no limit' }),
    ],
    { apiVersion, kind },
  );

  expect(readFacts(policyReportsSource, report)).toEqual([
    {
      type: 'policyReports.report',
      subject: { cluster: 'eu-1', namespace: 'billing' },
      binds: 'object',
      evidenceAt: '2026-11-22T11:50:00.000Z',
      value: {
        pass: 1,
        fail: 1,
        warn: 0,
        error: 0,
        skip: 1,
        findings: [
          {
            policy: 'read-only-root',
            rule: 'check',
            result: 'fail',
            severity: 'high',
            message: 'no limit',
            subject: {
              apiVersion: 'apps/v1',
              kind: 'Deployment',
              namespace: 'billing',
              name: 'billing',
            },
          },
        ],
      },
    },
  ]);
});

describe('cluster-wide reports', () => {
  const read = (scope: unknown) =>
    readFacts(
      policyReportsSource,
      createReport([createResult({ result: 'fail' })], {
        kind: 'ClusterPolicyReport',
        metadata: { name: 'x', uid: 'x' },
        scope,
      }),
    );

  it('about a Namespace concern what is in it', () => {
    const scope = { apiVersion: 'v1', kind: 'Namespace', name: 'billing' };
    const [fact] = read(scope);

    expect(fact).toMatchObject({
      subject: { cluster: 'eu-1', namespace: 'billing' },
      binds: 'subject',
    });
    expect((fact.value.findings as JsonObject[])[0].subject).toEqual({
      ...scope,
      namespace: null,
    });
  });

  it.each([
    ['another object', { kind: 'ClusterRole', name: 'admin' }],
    ['nothing', undefined],
    ['garbage', 7],
  ])('about %s concern no module', (_name, scope) => {
    expect(read(scope)).toEqual([]);
  });
});

describe('counts', () => {
  it('are those of the summary where not all results are listed', () => {
    const report = createReport([createResult({ result: 'fail' })], {
      summary: { pass: 40, fail: 3, warn: 'many', error: null },
    });
    expect(readFacts(policyReportsSource, report)[0].value).toMatchObject({
      pass: 40,
      fail: 3,
      warn: 0,
      error: 0,
    });
  });

  it('are those of the results where the summary says less', () => {
    const report = createReport([createResult({ result: 'fail' })], {
      summary: { pass: 0, fail: 0 },
    });
    expect(readFacts(policyReportsSource, report)[0].value.fail).toBe(1);
  });
});

describe('findings', () => {
  it('are the worst, failures before errors before warnings', () => {
    const results = ['warn', 'error', 'fail'].flatMap(result =>
      ['low', 'critical', 'odd'].map(severity =>
        createResult({ result, severity }),
      ),
    );
    const [{ value }] = readFacts(policyReportsSource, createReport(results));

    expect(
      (value.findings as JsonObject[]).map(f => `${f.result} ${f.severity}`),
    ).toEqual([
      'fail critical',
      'fail low',
      'fail odd',
      'error critical',
      'error low',
      'error odd',
      'warn critical',
      'warn low',
      'warn odd',
    ]);
  });

  it('are at most twenty, and all are counted', () => {
    const results = Array(30).fill(createResult({ result: 'fail' }));
    const [{ value }] = readFacts(policyReportsSource, createReport(results));

    expect(value.findings).toHaveLength(20);
    expect(value.fail).toBe(30);
  });

  it('name the object of the result before that of the report', () => {
    const resources = [{ kind: 'Pod', name: 'billing-0' }];
    const [{ value }] = readFacts(
      policyReportsSource,
      createReport([createResult({ result: 'fail', resources })]),
    );
    expect((value.findings as JsonObject[])[0].subject).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: 'billing',
      name: 'billing-0',
    });
  });
});

it('has the time of its newest result', () => {
  const results = [30, 50, 40].map(seconds =>
    createResult({ timestamp: { seconds } }),
  );
  const [fact] = readFacts(policyReportsSource, createReport(results));
  expect(fact.evidenceAt).toBe('1970-01-01T00:00:50.000Z');
});
