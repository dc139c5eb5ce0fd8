import type { JsonObject } from '@backstage/types';
import { createApplication, minutesAgo, readFacts } from '../__testUtils__';
import { argocdSource } from './argocdSource';

function read(
  options: Parameters<typeof createApplication>[0],
  cluster = 'mgmt',
) {
  return readFacts(argocdSource, createApplication(options), cluster)[0];
}

it('reads what counts of an Application', () => {
  expect(read({})).toEqual({
    type: 'argocd.application',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    places: true,
    evidenceAt: '2026-11-22T11:58:00.000Z',
    value: {
      destination: 'eu-1',
      environment: 'production',
      part: null,
      namespace: 'billing',
      sync: 'Synced',
      health: 'Healthy',
      operation: 'Succeeded',
      images: ['registry.example.com/billing:v1.4.2'],
      placeholder: null,
      revision: 'abc123',
      deployedAt: '2026-11-22T10:00:00.000Z',
      deployedBy: 'Argo CD',
      cause: null,
      project: 'billing',
      sources: [
        {
          repo: 'https://git.example.com/billing.git',
          revision: 'main',
          path: 'deploy/overlays/production-eu-1',
        },
      ],
      automated: { prune: true, selfHeal: true },
      conditions: [],
      applicationSet: null,
    },
  });
});

describe('destination', () => {
  it.each<[string, unknown, string | null]>([
    ['a name', { name: 'us-1' }, 'us-1'],
    ['an address', { server: 'us-1' }, 'us-1'],
    ['the cluster that it runs in, by name', { name: 'in-cluster' }, 'mgmt'],
    [
      'the cluster that it runs in, by address',
      { server: 'https://kubernetes.default.svc/' },
      'mgmt',
    ],
    ['nobody knows', { server: 'https://10.0.0.9:6443' }, null],
    ['none', {}, null],
    ['garbage', 7, null],
    ['empty', { name: '', server: '' }, null],
  ])('%s', (_name, destination, cluster) => {
    expect(read({ destination }).subject.cluster).toBe(cluster);
  });
});

describe('the last deployment', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'is the newest of the history, in whatever order',
      {
        history: [
          { revision: 'new', deployedAt: minutesAgo(1) },
          { revision: 'old', deployedAt: minutesAgo(9) },
        ],
      },
      { revision: 'new', deployedAt: '2026-11-22T11:59:00.000Z' },
    ],
    [
      'has several revisions',
      { history: [{ revisions: ['a', 'b'], deployedAt: minutesAgo(1) }] },
      { revision: 'a, b' },
    ],
    [
      'has several revisions beside an empty one',
      {
        history: [
          { revision: '', revisions: ['a', 'b'], deployedAt: minutesAgo(1) },
        ],
      },
      { revision: 'a, b' },
    ],
    [
      'of several sources is what was compared where there is no history',
      { history: [], sync: { status: 'Synced', revisions: ['1.5.41', 'a'] } },
      { revision: '1.5.41, a', deployedAt: null },
    ],
    [
      'was asked for by somebody',
      { history: [{ initiatedBy: { username: 'ada' } }] },
      { deployedBy: 'ada' },
    ],
    ['nobody says by whom', { history: [{}] }, { deployedBy: null }],
    [
      'is what was compared where there is no history',
      { history: null },
      { revision: 'abc123', deployedAt: null },
    ],
    [
      'is not known',
      { history: [], sync: { status: 'Synced' } },
      { revision: null, deployedAt: null, deployedBy: null },
    ],
  ])('%s', (_name, status, value) => {
    expect(read({ status }).value).toMatchObject(value);
  });
});

it('takes words that it does not know as unknown', () => {
  const status = { sync: { status: 'Sunk' }, health: { status: 'healthy' } };
  expect(read({ status }).value).toMatchObject({
    sync: 'Unknown',
    health: 'Unknown',
  });
});

it('sorts images, so that their order means nothing', () => {
  const a = read({ status: { summary: { images: ['b:1', 'a:1'] } } });
  const b = read({ status: { summary: { images: ['a:1', 'b:1'] } } });
  expect(a).toEqual(b);
});

describe('the cause', () => {
  const condition = {
    conditions: [
      { type: 'SharedResourceWarning', message: 'shared' },
      {
        type: 'ComparisonError',
        message: 'no answer from git',
        lastTransitionTime: minutesAgo(5),
      },
    ],
  };
  const syncError = { type: 'SyncError', message: 'last sync failed' };
  const failedHook = {
    operationState: {
      phase: 'Failed',
      message: 'one or more tasks failed',
      finishedAt: minutesAgo(3),
      syncResult: {
        resources: [
          { kind: 'Service', name: 'billing', status: 'Synced' },
          {
            group: 'batch',
            version: 'v1',
            kind: 'Job',
            namespace: 'billing',
            name: 'migrate',
            hookType: 'PreSync',
            hookPhase: 'Failed',
            message: 'backoff limit reached',
          },
        ],
      },
    },
  };
  const degraded = {
    health: { status: 'Degraded' },
    resources: [
      {
        kind: 'Pod',
        name: 'slow',
        health: { status: 'Progressing', message: 'waits' },
      },
      {
        group: 'apps',
        version: 'v1',
        kind: 'Deployment',
        namespace: 'billing',
        name: 'billing',
        health: { status: 'Degraded', message: '0 of 2 ready' },
      },
    ],
  };
  const drift = {
    sync: { status: 'OutOfSync' },
    resources: Array.from({ length: 7 }, (_, index) => ({
      kind: 'ConfigMap',
      name: `c${index}`,
      status: 'OutOfSync',
    })),
  };

  it.each<[string, JsonObject, JsonObject]>([
    [
      'an error before all',
      { ...degraded, ...failedHook, ...condition },
      {
        type: 'condition',
        reason: 'ComparisonError',
        message: 'no answer from git',
        object: null,
        since: '2026-11-22T11:55:00.000Z',
      },
    ],
    [
      'then the hook that failed',
      { ...degraded, ...failedHook },
      {
        type: 'operation',
        reason: 'PreSync hook',
        message: 'backoff limit reached',
        object: {
          apiVersion: 'batch/v1',
          kind: 'Job',
          namespace: 'billing',
          name: 'migrate',
        },
        since: '2026-11-22T11:57:00.000Z',
      },
    ],
    [
      'the hook that failed, although the condition repeats it',
      { ...failedHook, conditions: [syncError] },
      { type: 'operation', message: 'backoff limit reached' },
    ],
    [
      'the condition, where nothing else tells of the sync',
      { conditions: [syncError] },
      { type: 'condition', reason: 'SyncError', message: 'last sync failed' },
    ],
    [
      'the operation, where no object failed',
      { operationState: { phase: 'Error', message: 'no rights' } },
      {
        type: 'operation',
        reason: 'Error',
        message: 'no rights',
        object: null,
        since: null,
      },
    ],
    [
      'then the worst object',
      { ...degraded, sync: { status: 'OutOfSync' } },
      {
        type: 'resource',
        reason: 'Degraded',
        message: '0 of 2 ready',
        object: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: 'billing',
          name: 'billing',
        },
        since: null,
      },
    ],
    [
      'the health as a whole, where no object is named',
      { health: { status: 'Missing', message: 'gone' }, resources: [] },
      { type: 'resource', reason: 'Missing', message: 'gone', object: null },
    ],
    [
      'then what differs',
      drift,
      {
        type: 'drift',
        reason: '7',
        message:
          'ConfigMap c0, ConfigMap c1, ConfigMap c2, ConfigMap c3, ConfigMap c4',
        object: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          namespace: null,
          name: 'c0',
        },
        since: null,
      },
    ],
  ])('%s', (_name, status, cause) => {
    expect(read({ status }).value.cause).toMatchObject(cause);
  });

  it.each<[string, JsonObject]>([
    ['all is well', {}],
    ['there is a warning only', { conditions: [condition.conditions[0]] }],
    ['it still runs', { operationState: { phase: 'Running' } }],
    ['nothing says why', { health: { status: 'Degraded' }, resources: [] }],
    ['nothing says what', { sync: { status: 'OutOfSync' }, resources: [] }],
  ])('is none where %s', (_name, status) => {
    expect(read({ status }).value.cause).toBeNull();
  });

  it('is cut where it is too long, and says so', () => {
    const message = 'y'.repeat(501);
    const status = { conditions: [{ type: 'SyncError', message }] };
    const { cause } = read({ status }).value as {
      cause: { message: string };
    };
    expect(cause.message).toBe(`${'y'.repeat(499)}…`);
  });
});

describe('the record of the last deployment', () => {
  const uid = 'uid-1';

  function readAll(status: JsonObject) {
    const object = createApplication({ status });
    return readFacts(
      argocdSource,
      { ...object, metadata: { ...object.metadata, uid } },
      'mgmt',
    );
  }

  it('says what was deployed, when and by whom, and outlives the next one', () => {
    const history = [
      { revision: 'new', deployedAt: minutesAgo(1) },
      {
        revision: 'old',
        deployedAt: minutesAgo(9),
        initiatedBy: { username: 'ada' },
      },
    ];
    const [, before] = readAll({ history: history.slice(1) });
    const [, after] = readAll({ history });
    expect(before).toEqual({
      type: 'argocd.deployment',
      key: '2026-11-22T11:51:00.000Z',
      uid,
      subject: { cluster: 'eu-1', namespace: 'billing' },
      evidenceAt: '2026-11-22T11:51:00.000Z',
      value: { revision: 'old', by: 'ada' },
    });
    expect(after).toMatchObject({ value: { revision: 'new', by: null } });
    expect(after.key).not.toBe(before.key);
  });

  it('is none where nothing was deployed', () => {
    expect(readAll({ history: [] })).toHaveLength(1);
  });
});
