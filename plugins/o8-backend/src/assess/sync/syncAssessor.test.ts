import type { JsonObject } from '@backstage/types';
import type {
  AssessInput,
  KubernetesObject,
} from '@orchestr8/backstage-plugin-o8-node';
import { createApplication, minutesAgo } from '../../sources/__testUtils__';
import { createAssessInput, createStatus } from '../__testUtils__';
import { syncAssessor } from './syncAssessor';

function assess(
  applications: KubernetesObject[],
  fields: Partial<AssessInput> = {},
) {
  return syncAssessor.assess(createAssessInput({ mgmt: applications }, fields));
}

function createStatusOf(options: {
  sync?: string;
  health?: string;
  phase?: string;
  conditions?: JsonObject[];
}): JsonObject {
  const { sync = 'Synced', health = 'Healthy', phase = 'Succeeded' } = options;
  return {
    sync: { status: sync, revision: 'abc123' },
    health: { status: health },
    operationState: { phase },
    conditions: options.conditions ?? [],
  };
}

const SYNCS = ['Synced', 'OutOfSync', 'Unknown', 'Splendid'];
const HEALTHS = [
  'Healthy',
  'Progressing',
  'Suspended',
  'Degraded',
  'Missing',
  'Unknown',
  'Splendid',
];
const PHASES = ['', 'Succeeded', 'Running', 'Terminating', 'Failed', 'Error'];
const CONDITIONS: JsonObject[][] = [
  [],
  [{ type: 'OrphanedResourceWarning', message: 'one object too many' }],
  [{ type: 'ComparisonError', message: 'the repository does not answer' }],
];

/** The rules once more, in the order of their weight. */
function expectVerdict(
  sync: string,
  health: string,
  phase: string,
  conditions: JsonObject[],
): string {
  const hasError = conditions.some(({ type }) => type === 'ComparisonError');
  const isBad = ['Degraded', 'Missing'].includes(health);
  if (isBad || hasError || ['Failed', 'Error'].includes(phase)) {
    return 'bad';
  }
  if (!['Synced', 'OutOfSync'].includes(sync)) {
    return 'unknown';
  }
  if (['Unknown', 'Splendid'].includes(health)) {
    return 'unknown';
  }
  if (['Running', 'Terminating'].includes(phase) || health === 'Progressing') {
    return 'busy';
  }
  return sync === 'OutOfSync' || health === 'Suspended' ? 'attention' : 'good';
}

const combinations = SYNCS.flatMap(sync =>
  HEALTHS.flatMap(health =>
    PHASES.flatMap(phase =>
      CONDITIONS.map(
        conditions =>
          [sync, health, phase, conditions] as [
            string,
            string,
            string,
            JsonObject[],
          ],
      ),
    ),
  ),
);

it.each(combinations)(
  'judges %s, %s, operation "%s", conditions %j',
  (sync, health, phase, conditions) => {
    const status = createStatusOf({ sync, health, phase, conditions });
    const expected = expectVerdict(sync, health, phase, conditions);
    const state = assess([createApplication({ status })]);

    expect(state.verdict).toBe(expected);
    expect(state.deployments[0].verdict).toBe(expected);
    expect(state.headline.code === 'synced').toBe(expected === 'good');
  },
);

it('has one good combination for each way to say that all is well', () => {
  const good = combinations.filter(row => expectVerdict(...row) === 'good');
  // No operation or one that succeeded, and no condition or a mere warning.
  expect(good).toHaveLength(4);
});

describe('headlines', () => {
  it.each<[string, JsonObject, string]>([
    ['synced', createStatusOf({}), 'synced'],
    ['degraded', createStatusOf({ health: 'Degraded' }), 'degraded'],
    ['failed', createStatusOf({ phase: 'Failed' }), 'syncFailed'],
    ['progressing', createStatusOf({ health: 'Progressing' }), 'progressing'],
    ['out of sync', createStatusOf({ sync: 'OutOfSync' }), 'outOfSync'],
    ['suspended', createStatusOf({ health: 'Suspended' }), 'suspended'],
    [
      'suspended and out of sync',
      createStatusOf({ sync: 'OutOfSync', health: 'Suspended' }),
      'outOfSync',
    ],
    ['unknown', createStatusOf({ sync: 'Unknown' }), 'unknown'],
  ])('%s', (_name, status, code) => {
    const { headline } = assess([createApplication({ status })]);
    expect(headline).toMatchObject({ code, params: { total: 1 } });
  });

  it('name the worst, and count no other', () => {
    const conditions = [{ type: 'ComparisonError', message: 'no' }];
    const broken = createStatusOf({ sync: 'Unknown', conditions });
    const failed = createStatusOf({ phase: 'Failed' });
    const degraded = createStatusOf({ health: 'Degraded' });
    const of = (...statuses: JsonObject[]) =>
      assess(
        statuses.map((status, index) =>
          createApplication({ name: `a${index}`, status }),
        ),
      ).headline;
    expect(of(broken, degraded, failed)).toEqual({
      code: 'degraded',
      params: { count: 1, total: 3 },
    });
    expect(of(failed, broken, createStatusOf({}), broken)).toEqual({
      code: 'notCompared',
      params: { count: 2, total: 4 },
    });
  });

  it('tells the version where all have the same', () => {
    const us = { name: 'us-1', namespace: 'billing' };
    const state = assess([
      createApplication(),
      createApplication({ name: 'billing-us-1', destination: us }),
    ]);
    expect(state.headline).toEqual({
      code: 'synced',
      params: { synced: 2, total: 2, version: 'v1.4.2' },
    });
  });

  it('counts those that it is about, and shows the worst first', () => {
    const degraded = createStatusOf({ health: 'Degraded' });
    const drifted = createStatusOf({ sync: 'OutOfSync' });
    const state = assess([
      createApplication({ name: 'a' }),
      createApplication({ name: 'b', status: drifted }),
      createApplication({ name: 'd', status: degraded }),
      createApplication({ name: 'c', status: degraded }),
    ]);

    expect(state.headline).toEqual({
      code: 'degraded',
      params: { count: 2, total: 4 },
    });
    expect(state.deployments.map(d => d.application.name)).toEqual([
      'c',
      'd',
      'b',
      'a',
    ]);
  });
});

describe('boundaries', () => {
  const labels = { 'orchestr8.io/part': 'boundary' };
  const boundary = (options: object = {}) =>
    createApplication({ name: 'billing-boundary-eu-1', labels, ...options });

  it('count with the workload inside, and have no say in its version', () => {
    const summary = { images: [] };
    const status = { ...createStatusOf({}), summary };
    const state = assess([createApplication(), boundary({ status })]);
    expect(state.headline).toEqual({
      code: 'synced',
      params: { synced: 1, total: 1, version: 'v1.4.2' },
    });
    expect(state.deployments.map(({ part }) => part)).toEqual([
      'boundary',
      null,
    ]);
  });

  it('that are not well are not well in one place', () => {
    const status = createStatusOf({ health: 'Degraded' });
    const us = { name: 'us-1', namespace: 'billing' };
    const state = assess([
      createApplication(),
      boundary({ status }),
      createApplication({ name: 'billing-us-1', destination: us }),
    ]);
    expect(state.headline).toEqual({
      code: 'degraded',
      params: { count: 1, total: 2 },
    });
    const both = [createApplication({ status }), boundary({ status })];
    expect(assess(both).headline.params).toEqual({ count: 1, total: 1 });
  });

  it('without a workload count for themselves', () => {
    expect(assess([boundary()]).headline.params).toMatchObject({ total: 1 });
  });
});

describe('version skew', () => {
  const at = (name: string, tag: string, options: object = {}) =>
    createApplication({
      name,
      ...options,
      status: {
        ...createStatusOf({}),
        summary: { images: [`registry.example.com/billing:${tag}`] },
        ...('status' in options ? (options.status as JsonObject) : {}),
      },
    });

  it('within an environment needs attention', () => {
    const state = assess([at('eu', 'v2'), at('us', 'v1')]);
    expect(state).toMatchObject({
      verdict: 'attention',
      headline: { code: 'skewed', params: { versions: 'v1, v2', total: 2 } },
    });
  });

  it('between environments is what they are for', () => {
    const stage = at('stage', 'v3', { environment: 'stage' });
    const state = assess([at('eu', 'v2'), stage]);

    expect(state.verdict).toBe('good');
    expect(state.headline.params).toEqual({ synced: 2, total: 2 });
  });

  it('while one is on its way is none yet', () => {
    const status = { health: { status: 'Progressing' } };
    expect(assess([at('eu', 'v2'), at('us', 'v1', { status })]).verdict).toBe(
      'busy',
    );
  });

  it('does not hide what is worse', () => {
    const status = { health: { status: 'Degraded' } };
    const state = assess([at('eu', 'v2'), at('us', 'v1', { status })]);
    expect(state.headline.code).toBe('degraded');
  });

  it('outranks what is unknown', () => {
    const status = { sync: { status: 'Unknown' } };
    const state = assess([at('eu', 'v2'), at('us', 'v1', { status })]);
    expect(state.headline.code).toBe('skewed');
  });
});

describe('destinations', () => {
  it('keep the cluster of Argo CD and the one that is deployed to apart', () => {
    const [deployment] = assess([createApplication()]).deployments;
    expect(deployment).toMatchObject({
      application: {
        cluster: 'mgmt',
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: 'argocd',
        name: 'billing-eu-1',
      },
      cluster: 'eu-1',
      destination: 'eu-1',
      namespace: 'billing',
      environment: 'production',
    });
  });

  it('that no configured cluster has are unknown, and never the hub', () => {
    const server = 'https://10.0.0.9:6443';
    const state = assess([createApplication({ destination: { server } })]);

    expect(state.verdict).toBe('unknown');
    expect(state.deployments[0]).toMatchObject({
      cluster: null,
      destination: server,
      fresh: true,
    });
  });

  it('that no configured cluster has keep a failure', () => {
    const state = assess([
      createApplication({
        destination: { server: 'https://10.0.0.9:6443' },
        status: {
          health: { status: 'Degraded' },
          resources: [
            {
              kind: 'Pod',
              name: 'x',
              namespace: 'billing',
              health: { status: 'Degraded' },
            },
          ],
        },
      }),
    ]);
    expect(state.verdict).toBe('bad');
    expect(state.deployments[0].cause?.object?.cluster).toBe(
      'https://10.0.0.9:6443',
    );
  });
});

describe('a comparison that is frozen', () => {
  it.each([
    [60, 'good', true],
    [61, 'unknown', false],
  ])('for %i minutes', (minutes, verdict, fresh) => {
    const status = { reconciledAt: minutesAgo(minutes) };
    const state = assess([createApplication({ status })]);

    expect(state.verdict).toBe(verdict);
    expect(state.deployments[0].fresh).toBe(fresh);
  });

  it('or that never was says nothing good', () => {
    const state = assess([
      createApplication({ status: { reconciledAt: null } }),
    ]);
    expect(state.headline).toEqual({
      code: 'unknown',
      params: { count: 1, total: 1 },
    });
  });

  it('keeps what was bad, and what was drifted', () => {
    const reconciledAt = minutesAgo(500);
    for (const [fields, verdict] of [
      [{ health: 'Degraded' }, 'bad'],
      [{ sync: 'OutOfSync' }, 'attention'],
    ] as const) {
      const status = { ...createStatusOf(fields), reconciledAt };
      expect(assess([createApplication({ status })]).verdict).toBe(verdict);
    }
  });
});

describe('nothing', () => {
  it.each([
    [true, 'notDeployed'],
    [false, 'notRead'],
  ])('(all read: %s)', (allRead, code) => {
    expect(assess([], { allRead, sources: [] })).toEqual({
      verdict: 'unknown',
      headline: { code, params: {} },
      deployments: [],
    });
  });
});

it('knows what one hub says while the other is gone', () => {
  const input = createAssessInput(
    {
      mgmt: [createApplication()],
      'us-1': [createApplication({ name: 'billing-us-1' })],
    },
    {
      sources: [
        createStatus('mgmt', 'argocd'),
        createStatus('us-1', 'argocd', {
          state: 'failed',
          confirmedAt: minutesAgo(5),
        }),
      ],
    },
  );
  const state = syncAssessor.assess(input);

  expect(state.headline).toEqual({
    code: 'unknown',
    params: { count: 1, total: 2 },
  });
  expect(state.deployments.map(d => [d.verdict, d.fresh])).toEqual([
    ['unknown', false],
    ['good', true],
  ]);
});
