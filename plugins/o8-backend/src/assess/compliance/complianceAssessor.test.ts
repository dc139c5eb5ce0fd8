import type { JsonObject } from '@backstage/types';
import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import {
  createNamespace,
  createNetworkPolicy,
  createReport,
  createResult,
  minutesAgo,
} from '../../sources/__testUtils__';
import { createAssessInput, createStatus } from '../__testUtils__';
import { complianceAssessor } from './complianceAssessor';

function assess(
  objects: KubernetesObject[],
  fields: Parameters<typeof createAssessInput>[1] = {},
) {
  return complianceAssessor.assess(
    createAssessInput({ 'eu-1': objects }, fields),
  );
}

function resultOf(
  check: string,
  objects: KubernetesObject[],
  fields: Parameters<typeof createAssessInput>[1] = {},
) {
  return assess(objects, fields).checks.find(each => each.check === check)!;
}

function statusOf(
  source: string,
  fields: Parameters<typeof createStatus>[2],
): Parameters<typeof createAssessInput>[1] {
  return {
    sources: createAssessInput().sources.map(status =>
      status.source === source
        ? createStatus(status.cluster, source, fields)
        : status,
    ),
  };
}

const WELL = [createNamespace(), createNetworkPolicy(), createReport()];
const EVERY = { podSelector: {} };
const denyIn = createNetworkPolicy(
  { ...EVERY, policyTypes: ['Ingress'] },
  'deny-in',
);
const denyOut = createNetworkPolicy(
  { ...EVERY, policyTypes: ['Egress'] },
  'deny-out',
);
const policy = (name: string, spec: JsonObject) =>
  createNetworkPolicy({ ...EVERY, ...spec }, name);

describe('NET-1', () => {
  it.each<[string, KubernetesObject[], string, string]>([
    ['one policy for both', [createNetworkPolicy()], 'pass', 'denied'],
    ['a policy for each', [denyIn, denyOut], 'pass', 'denied'],
    ['ingress alone', [denyIn], 'fail', 'egressOpen'],
    ['egress alone', [denyOut], 'fail', 'ingressOpen'],
    ['nothing', [], 'fail', 'open'],
    [
      'the default of the API: ingress',
      [createNetworkPolicy(EVERY)],
      'fail',
      'egressOpen',
    ],
    [
      'undone by one that lets everybody in',
      [createNetworkPolicy(), policy('in', { ingress: [{}] })],
      'fail',
      'ingressOpen',
    ],
    [
      'undone by one that lets everything out',
      [
        createNetworkPolicy(),
        policy('out', { policyTypes: ['Egress'], egress: [{ to: [] }] }),
      ],
      'fail',
      'egressOpen',
    ],
    [
      'undone by one that names the whole internet',
      [
        createNetworkPolicy(),
        policy('out', {
          policyTypes: ['Egress'],
          egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
        }),
      ],
      'fail',
      'egressOpen',
    ],
    [
      'the internet without some of it, which is a choice',
      [
        createNetworkPolicy(),
        policy('out', {
          policyTypes: ['Egress'],
          egress: [
            {
              to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }],
            },
          ],
        }),
      ],
      'pass',
      'denied',
    ],
    [
      'everybody on one port is not everything',
      [
        createNetworkPolicy(),
        policy('in', { ingress: [{ ports: [{ port: 80 }] }] }),
      ],
      'pass',
      'denied',
    ],
    [
      'one that lets somebody in is no default',
      [
        denyOut,
        policy('in-some', { ingress: [{ from: [{ podSelector: {} }] }] }),
      ],
      'fail',
      'ingressOpen',
    ],
    [
      'an allow-all for some pods does not undo the default',
      [
        createNetworkPolicy(),
        createNetworkPolicy(
          { podSelector: { matchLabels: { app: 'web' } }, ingress: [{}] },
          'web',
        ),
      ],
      'pass',
      'denied',
    ],
    [
      'a deny for some pods is no default',
      [
        createNetworkPolicy({
          podSelector: { matchLabels: { app: 'web' } },
          policyTypes: ['Ingress', 'Egress'],
        }),
      ],
      'fail',
      'open',
    ],
    [
      'nor is one by an expression',
      [
        createNetworkPolicy({
          podSelector: {
            matchExpressions: [{ key: 'app', operator: 'Exists' }],
          },
          policyTypes: ['Ingress', 'Egress'],
        }),
      ],
      'fail',
      'open',
    ],
  ])('%s', (_name, policies, result, found) => {
    expect(resultOf('NET-1', policies)).toMatchObject({ result, found });
  });

  it('shows the policies that it rests on', () => {
    const { evidence, evidenceAt } = resultOf('NET-1', [denyIn, denyOut]);

    expect(evidence.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'NetworkPolicy deny-in',
      'NetworkPolicy deny-out',
    ]);
    expect(evidenceAt).toBe(minutesAgo(0));
  });

  it('does not count what is on another cluster or in another namespace', () => {
    const placements = [{ cluster: 'us-1', namespace: 'billing' }];
    const seen = [...WELL, createNamespace(undefined, 'web')];
    const elsewhere = resultOf('NET-1', seen, { placements });
    expect(elsewhere).toMatchObject({ result: 'not-checked' });
    const other = [{ cluster: 'eu-1', namespace: 'web' }];
    expect(resultOf('NET-1', seen, { placements: other }).found).toBe('open');
  });

  it('claims nothing of a Namespace that was not read', () => {
    const fields = { isBound: false };
    // Its policies are not known to be the module's, so none is known to be missing.
    expect(resultOf('NET-1', [], fields)).toMatchObject({
      result: 'not-checked',
      found: 'noNamespace',
    });
  });
});

describe('PSS-1', () => {
  const labels = (level?: string, version?: string) =>
    createNamespace({
      ...(level && { 'pod-security.kubernetes.io/enforce': level }),
      ...(version && {
        'pod-security.kubernetes.io/enforce-version': version,
      }),
    });

  it.each<[string, KubernetesObject[], string, string, JsonObject]>([
    [
      'restricted and pinned',
      [labels('restricted', 'v1.33')],
      'pass',
      'restricted',
      { version: 'v1.33' },
    ],
    ['not pinned', [labels('restricted')], 'fail', 'unpinned', {}],
    [
      'pinned to the latest',
      [labels('restricted', 'latest')],
      'fail',
      'unpinned',
      {},
    ],
    [
      'weaker',
      [labels('baseline', 'v1.33')],
      'fail',
      'weaker',
      { level: 'baseline' },
    ],
    ['without a level', [labels(undefined, 'v1.33')], 'fail', 'unlabelled', {}],
    [
      'that only warns',
      [createNamespace({ 'pod-security.kubernetes.io/warn': 'restricted' })],
      'fail',
      'unlabelled',
      {},
    ],
  ])('a Namespace %s', (_name, objects, result, found, params) => {
    expect(resultOf('PSS-1', objects)).toMatchObject({ result, found, params });
  });

  it('a Namespace that was not read', () => {
    const fields = { isBound: false };
    expect(resultOf('PSS-1', [], fields)).toMatchObject({
      result: 'not-checked',
      found: 'noNamespace',
    });
  });

  it('looks at the Namespace of the placement only', () => {
    const other = createNamespace(undefined, 'web');
    expect(resultOf('PSS-1', [other]).found).toBe('noNamespace');
  });
});

describe('what the source of a check allows to say', () => {
  const bad = [createNamespace({})];
  const confirmedAt = minutesAgo(30);

  it.each<[string, Parameters<typeof createStatus>[2], string, string]>([
    ['fresh', {}, 'pass', 'fail'],
    ['stale', { state: 'stale', confirmedAt }, 'stale', 'fail'],
    ['failed', { state: 'failed', confirmedAt }, 'stale', 'fail'],
    [
      'never read',
      { state: 'stale', confirmedAt: null },
      'not-checked',
      // One look at the Namespace is enough to know it.
      'fail',
    ],
    ['unsupported', { state: 'unsupported' }, 'not-checked', 'not-checked'],
  ])('%s', (_name, status, well, notWell) => {
    const fields = statusOf('namespaces', status);

    expect(resultOf('PSS-1', WELL, fields).result).toBe(well);
    expect(resultOf('PSS-1', bad, fields).result).toBe(notWell);
  });

  it('misses nothing while not all was read', () => {
    const fields = statusOf('networkPolicies', {
      state: 'stale',
      confirmedAt: null,
    });
    // The policy that closes the other direction may be on the next page.
    expect(resultOf('NET-1', [denyIn], fields)).toMatchObject({
      result: 'not-checked',
      found: 'notRead',
      evidence: [],
    });
    expect(
      resultOf('NET-1', [policy('in', { ingress: [{}] })], fields).result,
    ).toBe('fail');
  });
});

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
