import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { planWith } from '../../__testUtils__/planWith';
import { baseImages, skeletonInput } from './skeletonInput';

type Spec = ModuleSpecInput['spec'];

const DIGEST = `sha256:${'0a'.repeat(32)}`;
const BUILD = `registry.example/build@${DIGEST}`;
const RUN = `registry.example/run@${DIGEST}`;

function inputOf(
  workload: Partial<Spec['workload']> = {},
  more: Partial<Spec> = {},
) {
  const input = skeletonInput(
    planWith({ kind: 'service', runtime: 'node', ...workload }, more),
  );
  return { ...input, features: [...(input?.features ?? [])].sort() };
}

describe('skeletonInput', () => {
  it('is nothing for what is not our code', () => {
    expect(
      skeletonInput(planWith({ kind: 'service', image: 'a/b:1' })),
    ).toBeUndefined();
  });

  it.each<[Partial<Spec['workload']>, Partial<Spec>, string[]]>([
    [{}, {}, ['service']],
    [{ kind: 'worker' }, {}, ['worker']],
    [{ kind: 'job', job: { schedule: '7 3 * * *' } }, {}, ['job']],
    [{}, { data: { postgresql: {} } }, ['database', 'service']],
    [
      {},
      { events: { bus: 'nats', publishes: [{ name: 'paid' }] } },
      ['nats', 'publishes', 'service'],
    ],
    [
      { kind: 'worker' },
      { events: { bus: 'kafka', consumes: [{ module: 'a', name: 'b' }] } },
      ['consumes', 'kafka', 'worker'],
    ],
    [{}, { events: { bus: 'nats' } }, ['service']],
    [{}, { observability: { traces: {} } }, ['service', 'tracing']],
    // The agent sends them.
    [{}, { observability: { traces: { inject: 'nodejs' } } }, ['service']],
    [{}, { observability: { metrics: {} } }, ['service']],
    [
      {},
      { observability: { metrics: { port: 9090 } } },
      ['metrics-port', 'service'],
    ],
  ])('knows what %j with %j needs', (workload, more, features) => {
    expect(inputOf(workload, more).features).toEqual(features);
  });

  it('has the paths and the ports of the spec', () => {
    const { values } = inputOf(
      { port: 3000, probes: { liveness: { path: '/healthz' } } },
      { observability: { metrics: { path: '/own', port: 9090 } } },
    );
    expect(values).toMatchObject({
      startupPath: '/healthz',
      livenessPath: '/healthz',
      readinessPath: '/readyz',
      metricsPath: '/own',
      metricsPort: 9090,
      port: 3000,
    });
  });

  it('names the variable of what is published first', () => {
    const publishes = [{ name: 'paid-orders' }, { name: 'a' }];
    expect(
      inputOf({}, { events: { bus: 'nats', publishes } }).values,
    ).toMatchObject({ publishedEvent: 'PAID_ORDERS' });
    expect(inputOf().values).toMatchObject({ publishedEvent: '' });
  });

  it.each([
    [20, 2, 6],
    [20, 9, 1],
    [1, 2, 1],
    [1000, 1, 10],
  ])(
    'shares %d connections among %d pods: %d each',
    (connectionLimit, replicas, poolSize) => {
      expect(
        inputOf({ replicas }, { data: { postgresql: { connectionLimit } } })
          .values,
      ).toMatchObject({ poolSize });
    },
  );

  it('counts the most pods that load can ask for', () => {
    const autoscaling = { minReplicas: 1, maxReplicas: 5, cpuPercent: 50 };
    const data = { postgresql: { connectionLimit: 20 } };
    expect(inputOf({ autoscaling }, { data }).values).toMatchObject({
      poolSize: 3,
    });
  });

  it('calls a module of Go as its repository is called', () => {
    expect(inputOf().words).toMatchObject({
      'o8-module': 'shop',
      'o8.example/o8-module': 'git.example/m/shop',
    });
  });
});

describe('baseImages', () => {
  it.each([
    ['node', {}, 'docker.io/library/node:24-slim', undefined, false],
    ['node', { images: { node: BUILD } }, BUILD, BUILD, true],
    [
      'java',
      { images: { java: BUILD }, runImages: { java: RUN } },
      BUILD,
      RUN,
      true,
    ],
    ['java', { runImages: { java: RUN } }, undefined, RUN, false],
    ['go', { images: { go: BUILD } }, BUILD, 'scratch', true],
    ['go', {}, undefined, 'scratch', false],
    ['go', { images: { go: BUILD }, runImages: { go: RUN } }, BUILD, RUN, true],
  ] as const)('of %s with %j', (runtime, more, build, run, isPinned) => {
    const images = baseImages(
      createRichZone('none', { images: undefined, ...more }),
      runtime,
    );
    expect(images.isPinned).toBe(isPinned);
    expect([build ?? images.build, run ?? images.run]).toEqual([
      images.build,
      images.run,
    ]);
  });
});
