import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import {
  createApplication,
  createBackup,
  createNamespace,
  createNetworkPolicy,
  createReport,
  createResult,
  createSchedule,
  createStorage,
  GARBAGE,
  minutesAgo,
  readFacts,
  withoutHistory,
} from './__testUtils__';
import { argocdSource } from './argocd';
import { namespacesSource } from './namespaces';
import { networkPoliciesSource } from './networkPolicies';
import { policyReportsSource } from './policyReports';
import { veleroSource } from './velero';

/** Objects of which every status field is replaced by garbage. */
const READABLE = [
  { source: argocdSource, object: createApplication() },
  { source: veleroSource, object: createBackup() },
  { source: veleroSource, object: createSchedule() },
  { source: veleroSource, object: createStorage() },
];

describe.each(READABLE)('$source.id, $object.kind', ({ source, object }) => {
  it.each(GARBAGE.map(status => [status]))('reads status %j', status => {
    const facts = readFacts(source, { ...object, status } as KubernetesObject);
    expect(withoutHistory(facts)).toHaveLength(1);
    expect(JSON.stringify(facts)).not.toContain('undefined');
  });

  it.each(Object.keys(object.status ?? {}))('reads any status.%s', key => {
    for (const value of GARBAGE) {
      const status = { ...object.status, [key]: value };
      const facts = readFacts(source, {
        ...object,
        status,
      } as KubernetesObject);
      expect(withoutHistory(facts)).toHaveLength(1);
    }
  });

  it('reads an object without a status', () => {
    const { status: _status, ...rest } = object;
    expect(readFacts(source, rest as KubernetesObject)).toHaveLength(1);
  });

  it('reads null labels and annotations', () => {
    const metadata = {
      ...object.metadata,
      labels: null,
      annotations: null,
    } as never;
    const facts = readFacts(source, { ...object, metadata });
    expect(withoutHistory(facts)).toHaveLength(1);
  });
});

it('reads a Namespace with nothing behind its labels', () => {
  const object = createNamespace();
  const metadata = { ...object.metadata, labels: null } as never;

  expect(readFacts(namespacesSource, { ...object, metadata })[0].value).toEqual(
    {
      enforce: null,
      enforceVersion: null,
      createdAt: '2026-09-14T01:20:00.000Z',
    },
  );
});

it.each(GARBAGE.map(results => [results]))('reads results %j', results => {
  const [{ value, evidenceAt }] = readFacts(
    policyReportsSource,
    createReport(results),
  );
  expect(value).toMatchObject({ pass: 0, fail: 0 });
  expect(evidenceAt).toBeNull();
});

it.each([1e20, -1e20, Infinity, NaN, '1', null])(
  'takes a result of the time %p as one of no time',
  seconds => {
    const report = createReport([
      createResult({ timestamp: { seconds } as never }),
    ]);
    expect(readFacts(policyReportsSource, report)[0]).toMatchObject({
      evidenceAt: null,
      value: { pass: 1 },
    });
  },
);

it('reads a report of very many results', () => {
  const results = Array(200_000).fill(createResult());
  const [fact] = readFacts(policyReportsSource, createReport(results));

  expect(fact.evidenceAt).toBe('2026-11-22T11:50:00.000Z');
  expect(fact.value).toMatchObject({ pass: 200_000 });
});

it('cuts what is huge', () => {
  const message = 'x'.repeat(1_000_000);
  const facts = [
    ...readFacts(
      argocdSource,
      createApplication({
        status: {
          conditions: [{ type: 'ComparisonError', message }],
          summary: {
            images: Array.from({ length: 9_999 }, (_, i) => `image-${i}`),
          },
        },
      }),
    ),
    ...readFacts(
      policyReportsSource,
      createReport(Array(999).fill(createResult({ result: 'fail', message }))),
    ),
    ...readFacts(
      veleroSource,
      createBackup({ status: { failureReason: message } }),
    ),
    ...readFacts(veleroSource, createStorage({ status: { message } })),
  ];

  // One of them is the record of what the Application has deployed.
  expect(facts).toHaveLength(5);
  for (const fact of facts) {
    expect(JSON.stringify(fact).length).toBeLessThan(15_000);
  }
});

describe('a field of a wrong type never passes for an absent one', () => {
  // Absent, each of these would mean more than is known: all pods, all namespaces.
  it.each<[string, unknown]>([
    ['no spec', undefined],
    ['spec', 'x'],
    ['podSelector', { podSelector: 'x' }],
    ['matchLabels', { podSelector: { matchLabels: 'x' } }],
    ['matchExpressions', { podSelector: { matchExpressions: {} } }],
    ['policyTypes', { podSelector: {}, policyTypes: 'Egress' }],
    ['ingress', { podSelector: {}, ingress: 'x' }],
    ['egress', { podSelector: {}, egress: {} }],
  ])('of a NetworkPolicy: %s', (_name, spec) => {
    const object = { ...createNetworkPolicy(), spec } as KubernetesObject;
    expect(() => readFacts(networkPoliciesSource, object)).toThrow();
  });

  it('of a label that is no text', () => {
    const spec = { podSelector: { matchLabels: { app: 7 } } };
    const [{ value }] = readFacts(
      networkPoliciesSource,
      createNetworkPolicy(spec),
    );
    expect(value).toMatchObject({ everyPod: false });
  });

  it.each([
    'includedNamespaces',
    'excludedNamespaces',
    'orLabelSelectors',
    'includedResources',
    'includedNamespaceScopedResources',
  ])('of a Backup or a template: %s', key => {
    for (const value of ['x', 7, {}, [7]] as never[]) {
      const [first] = [value];
      // A list of selectors of any kind is a list of selectors.
      if (key === 'orLabelSelectors' && Array.isArray(first)) {
        continue;
      }
      const part = { [key]: value };
      expect(() =>
        readFacts(veleroSource, createBackup({ spec: part })),
      ).toThrow();
      expect(() =>
        readFacts(veleroSource, createSchedule({ template: part })),
      ).toThrow();
    }
  });
});

describe('updates without meaning', () => {
  it.each<[string, KubernetesObject, KubernetesObject]>([
    [
      'a comparison of Argo CD',
      createApplication(),
      createApplication({ status: { reconciledAt: minutesAgo(0) } }),
    ],
    [
      'a look of Velero',
      createStorage(),
      createStorage({ status: { lastValidationTime: minutesAgo(0) } }),
    ],
    [
      'a sync of Velero',
      createStorage(),
      createStorage({ status: { lastSyncedTime: minutesAgo(0) } }),
    ],
    [
      'a run of a schedule',
      createSchedule(),
      createSchedule({ status: { lastBackup: minutesAgo(0) } }),
    ],
    [
      'a scan of a policy engine',
      createReport(),
      createReport([createResult({ timestamp: { seconds: 1_800_000_000 } })]),
    ],
  ])('%s gives an equal value', (_name, before, after) => {
    const source = [argocdSource, veleroSource, policyReportsSource].find(
      ({ kinds }) => kinds.some(({ kind }) => kind === before.kind),
    )!;
    const [old] = readFacts(source, before);
    const [now] = readFacts(source, {
      ...after,
      metadata: { ...after.metadata, resourceVersion: '2' },
    });

    const { evidenceAt: _old, ...oldRest } = old;
    const { evidenceAt: _now, ...nowRest } = now;
    expect(nowRest).toEqual(oldRest);
  });
});
