import { createControllers as create } from '../__testUtils__/createControllers';
import { deployment } from '../__testUtils__/manifests';
import { KINDS } from '../kinds';

const MINUTE_MS = 60_000;

const object = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'a', namespace: 'shop' },
  spec,
});
const claim = (storage: string, more: object = {}) =>
  object('v1', 'PersistentVolumeClaim', {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage } },
    ...more,
  });
const autoscaler = (minReplicas: number, maxReplicas: number) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
    minReplicas,
    maxReplicas,
    metrics: [
      {
        type: 'ContainerResource',
        containerResource: {
          container: 'app',
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: 70 },
        },
      },
    ],
  });
const jobSpec = (more: object = {}, pod: object = {}) => ({
  template: {
    spec: {
      restartPolicy: 'Never',
      containers: [{ name: 'app', image: 'a:1' }],
      ...pod,
    },
  },
  ...more,
});
const job = (...parts: Parameters<typeof jobSpec>) =>
  object('batch/v1', 'Job', jobSpec(...parts));
const cronJob = (more: object = {}, spec: object = {}) =>
  object('batch/v1', 'CronJob', {
    schedule: '*/5 * * * *',
    jobTemplate: { metadata: { labels: { x: 'y' } }, spec: jobSpec(spec) },
    ...more,
  });
const withVolume = {
  volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'a' } }],
};

describe('a PersistentVolumeClaim', () => {
  it('is bound to a volume of its own, grows, and takes it along', () => {
    const { store, apply, advance, live, health } = create();
    apply(claim('1Gi'));
    expect(health(KINDS.volumeClaim, 'a')).toBe('Progressing');
    advance();
    expect(health(KINDS.volumeClaim, 'a')).toBe('Healthy');
    const { uid } = live(KINDS.volumeClaim, 'a')?.metadata ?? {};
    expect(live(KINDS.volumeClaim, 'a')).toMatchObject({
      spec: { volumeName: `pvc-${uid}`, storageClassName: 'standard' },
      status: { phase: 'Bound', capacity: { storage: '1Gi' } },
    });
    expect(apply(claim('2Gi'))).toBe('same');
    advance();
    expect(store.list(KINDS.volume)).toMatchObject([
      {
        spec: { capacity: { storage: '2Gi' }, claimRef: { uid } },
        status: { phase: 'Bound' },
      },
    ]);
    const { revision } = store;
    advance();
    expect(store.revision).toBe(revision);
    store.delete(KINDS.volumeClaim, 'shop', 'a');
    advance();
    expect(store.list(KINDS.volume)).toEqual([]);
  });

  it.each<[string, object]>([
    ['field can not be less than status.capacity', claim('1000Mi')],
    [
      'spec is immutable after creation',
      claim('1Gi', { accessModes: ['ReadWriteMany'] }),
    ],
    [
      'spec is immutable after creation',
      claim('1Gi', { storageClassName: 'fast' }),
    ],
  ])('is not changed: %s', (message, change) => {
    const { apply, advance } = create();
    apply(claim('1Gi'));
    advance();
    expect(() => apply(change)).toThrow(message);
  });

  it('is waited for by the pods that mount it', () => {
    const { apply, advance, health } = create();
    const { spec } = deployment('a');
    const { template } = spec;
    apply({
      ...deployment('a', {
        template: { ...template, spec: { ...template.spec, ...withVolume } },
      }),
    });
    advance(1_000, 5);
    expect(health(KINDS.deployment, 'a')).toBe('Progressing');
    apply(claim('1Gi'));
    advance(1_000, 2);
    expect(health(KINDS.deployment, 'a')).toBe('Healthy');
  });
});

it('lets all pods go before new ones come, where they are recreated', () => {
  const { store, apply, advance, health } = create();
  const strategy = { type: 'Recreate' };
  apply(deployment('a', { strategy }));
  advance(1_000, 4);
  const before = store.list(KINDS.pod).map(({ metadata }) => metadata.uid);
  const { template } = deployment('a').spec;
  const [container] = template.spec.containers;
  const containers = [{ ...container, image: 'a:2' }];
  apply(
    deployment('a', {
      strategy,
      template: { ...template, spec: { ...template.spec, containers } },
    }),
  );
  advance();
  expect(store.list(KINDS.pod)).toEqual([]);
  advance(1_000, 4);
  expect(health(KINDS.deployment, 'a')).toBe('Healthy');
  expect(store.list(KINDS.pod)).toHaveLength(before.length);
});

describe('a HorizontalPodAutoscaler', () => {
  const RULES = [
    { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
  ];

  it('owns the replicas, which are no difference', () => {
    const { apply, advance, live, health, store } = create();
    apply(autoscaler(3, 5));
    apply(deployment('a', { replicas: undefined }), RULES);
    advance(1_000, 4);
    expect(live(KINDS.deployment, 'a')?.spec).toMatchObject({ replicas: 3 });
    expect(store.list(KINDS.pod)).toHaveLength(3);
    expect(health(KINDS.autoscaler, 'a')).toBe('Healthy');
    expect(live(KINDS.autoscaler, 'a')?.status).toMatchObject({
      currentReplicas: 3,
      desiredReplicas: 3,
      currentMetrics: [
        { containerResource: { current: { averageUtilization: 70 } } },
      ],
    });
    expect(apply(deployment('a', { replicas: 2 }), RULES)).toBe('same');
    expect(live(KINDS.deployment, 'a')?.spec).toMatchObject({ replicas: 3 });
    apply(autoscaler(1, 2));
    advance(1_000, 2);
    expect(live(KINDS.deployment, 'a')?.spec).toMatchObject({ replicas: 2 });
    advance(1_000, 2);
    const { revision } = store;
    advance();
    expect(store.revision).toBe(revision);
  });

  it('leaves alone what was scaled to nothing', () => {
    const { apply, advance, live } = create();
    apply(deployment('a', { replicas: 0 }));
    apply(autoscaler(3, 5));
    advance();
    expect(live(KINDS.deployment, 'a')?.spec).toMatchObject({ replicas: 0 });
    expect(live(KINDS.autoscaler, 'a')?.status).toMatchObject({
      conditions: [{}, { type: 'ScalingActive', status: 'False' }, {}],
    });
  });

  it('is degraded without what it scales', () => {
    const { apply, advance, health } = create();
    apply(autoscaler(1, 2));
    expect(health(KINDS.autoscaler, 'a')).toBe('Progressing');
    advance();
    expect(health(KINDS.autoscaler, 'a')).toBe('Degraded');
  });
});

it.each<[object, object]>([
  [{ maxUnavailable: 1 }, { desiredHealthy: 3, disruptionsAllowed: 1 }],
  [{ maxUnavailable: '50%' }, { desiredHealthy: 2, disruptionsAllowed: 2 }],
  [{ minAvailable: '30%' }, { desiredHealthy: 2, disruptionsAllowed: 2 }],
  [{ minAvailable: 4 }, { desiredHealthy: 4, disruptionsAllowed: 0 }],
  [{}, { desiredHealthy: 4, disruptionsAllowed: 0 }],
])('counts what a PodDisruptionBudget with %j allows', (spec, expected) => {
  const { apply, advance, live, health } = create();
  apply(deployment('a', { replicas: 4 }));
  const { selector } = deployment('a').spec;
  apply(object('policy/v1', 'PodDisruptionBudget', { ...spec, selector }));
  expect(health(KINDS.disruptionBudget, 'a')).toBe('Progressing');
  advance(1_000, 4);
  expect(live(KINDS.disruptionBudget, 'a')?.status).toMatchObject({
    currentHealthy: 4,
    expectedPods: 4,
    ...expected,
  });
  // That no pod may go now is no trouble for Argo CD.
  expect(health(KINDS.disruptionBudget, 'a')).toBe('Healthy');
});

describe('a Job', () => {
  it('runs its pods to the end, some at once', () => {
    const { store, apply, advance, live, health } = create();
    expect(apply(job({ completions: 3, parallelism: 2 }))).toBe('same');
    expect(health(KINDS.job, 'a')).toBe('Progressing');
    advance(3_000);
    expect(store.list(KINDS.pod)).toHaveLength(2);
    advance(3_000);
    expect(live(KINDS.job, 'a')?.status).toMatchObject({ active: 2, ready: 2 });
    advance(3_000, 12);
    expect(health(KINDS.job, 'a')).toBe('Healthy');
    expect(live(KINDS.job, 'a')?.status).toMatchObject({
      succeeded: 3,
      completionTime: expect.any(String),
    });
    expect(store.list(KINDS.pod)[0]).toMatchObject({
      metadata: { labels: { 'batch.kubernetes.io/job-name': 'a' } },
      status: {
        phase: 'Succeeded',
        containerStatuses: [{ state: { terminated: { exitCode: 0 } } }],
      },
    });
    expect(apply(job({ completions: 3, parallelism: 2 }))).toBe('same');
    expect(() => apply(job({}, { dnsPolicy: 'Default' }))).toThrow(
      'Job.batch "a" is invalid: spec.completions: Invalid value: field is immutable',
    );
  });

  it('fails when it takes too long, and goes when it is told to', () => {
    const { store, apply, advance, health } = create();
    apply(job({ activeDeadlineSeconds: 5, ttlSecondsAfterFinished: 60 }));
    advance(1_000, 4);
    expect(health(KINDS.job, 'a')).toBe('Progressing');
    advance(1_000, 3);
    expect(health(KINDS.job, 'a')).toBe('Degraded');
    expect(store.list(KINDS.pod)).toEqual([]);
    advance(MINUTE_MS);
    expect(health(KINDS.job, 'a')).toBeUndefined();
  });

  it('waits while it is suspended, and for its volumes', () => {
    const { store, apply, advance, health } = create();
    apply(job({ suspend: true }, withVolume));
    advance(MINUTE_MS);
    expect(health(KINDS.job, 'a')).toBe('Suspended');
    expect(store.list(KINDS.pod)).toEqual([]);
    apply(job({ suspend: false }, withVolume));
    advance(MINUTE_MS, 3);
    expect(health(KINDS.job, 'a')).toBe('Progressing');
    apply(claim('1Gi'));
    advance(MINUTE_MS, 3);
    expect(health(KINDS.job, 'a')).toBe('Healthy');
  });
});

describe('a CronJob', () => {
  it('begins Jobs as time passes, and keeps the newest', () => {
    const { store, apply, advance, live, health } = create();
    expect(apply(cronJob({ successfulJobsHistoryLimit: 2 }))).toBe('same');
    advance();
    expect(live(KINDS.cronJob, 'a')?.status).toEqual({});
    expect(health(KINDS.cronJob, 'a')).toBe('Healthy');
    // 10:25 is the first.
    advance(5 * MINUTE_MS);
    const minute = Date.parse('2026-11-22T10:25:00Z') / MINUTE_MS;
    expect(store.list(KINDS.job)).toMatchObject([
      {
        metadata: {
          name: `a-${minute}`,
          labels: { x: 'y' },
          ownerReferences: [{ kind: 'CronJob', controller: true }],
        },
      },
    ]);
    expect(live(KINDS.cronJob, 'a')?.status).toMatchObject({
      active: [{ kind: 'Job', name: `a-${minute}` }],
      lastScheduleTime: '2026-11-22T10:25:00Z',
    });
    advance(10_000, 3);
    expect(live(KINDS.cronJob, 'a')?.status).toMatchObject({
      lastSuccessfulTime: expect.stringMatching(/^2026-11-22T10:2/),
    });
    expect(live(KINDS.cronJob, 'a')?.status).not.toHaveProperty('active');
    expect(apply(cronJob({ successfulJobsHistoryLimit: 2 }))).toBe('same');
    advance(MINUTE_MS, 33);
    expect(store.list(KINDS.job)).toHaveLength(2);
    expect(store.list(KINDS.pod)).toHaveLength(2);
    expect(health(KINDS.cronJob, 'a')).toBe('Healthy');
    store.delete(KINDS.cronJob, 'shop', 'a');
    advance();
    expect(store.list(KINDS.job)).toEqual([]);
    expect(store.list(KINDS.pod)).toEqual([]);
  });

  it.each<[string, object, number]>([
    ['is suspended', { suspend: true }, 0],
    ['makes up for one missed run only', {}, 1],
    ['is too late', { startingDeadlineSeconds: 20 }, 0],
  ])('%s', (_, change, jobs) => {
    const { store, apply, advance } = create();
    apply(cronJob(change));
    // At 11:20:30: half a minute behind the last run.
    advance(60 * MINUTE_MS);
    expect(store.list(KINDS.job)).toHaveLength(jobs);
  });

  it.each<[string, number]>([
    ['Allow', 2],
    ['Forbid', 1],
    ['Replace', 1],
  ])('with concurrencyPolicy %s', (concurrencyPolicy, jobs) => {
    const { store, apply, advance } = create();
    // Its volume never comes: so it goes on for ever.
    const spec = jobSpec({}, withVolume);
    apply(cronJob({ concurrencyPolicy, jobTemplate: { spec } }));
    advance(5 * MINUTE_MS);
    const [first] = store.list(KINDS.job);
    advance(5 * MINUTE_MS);
    const names = store.list(KINDS.job).map(({ metadata }) => metadata.name);
    expect(names).toHaveLength(jobs);
    expect(names.includes(first.metadata.name)).toBe(
      concurrencyPolicy !== 'Replace',
    );
  });
});
