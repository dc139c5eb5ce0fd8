import { exampleOf, readExample } from '../__testUtils__';

const DEPLOYMENT = 'apps/Deployment';
const IMAGE = `registry.example.com/billing@sha256:${'0a'.repeat(32)}`;

const pods = {
  images: [IMAGE],
  serviceAccount: 'billing',
  mountsToken: false,
  areSpread: true,
  areLimited: true,
  areProbed: true,
};

const container = { image: 'a:1', readinessProbe: {} };
const read = (podSpec: object) =>
  readExample(DEPLOYMENT, { spec: { template: { spec: podSpec } } }).value;

it('says what runs, and how much of it', () => {
  expect(readExample(DEPLOYMENT)).toEqual({
    type: 'workloads.workload',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: {
      ...pods,
      desired: 3,
      updated: 3,
      ready: 3,
      isPaused: false,
      conditions: {
        Available: {
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: null,
        },
        Progressing: {
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          message: null,
        },
      },
    },
  });
});

it('reads a StatefulSet alike, and of a DaemonSet its own numbers', () => {
  expect(readExample('apps/StatefulSet').value).toEqual({
    ...pods,
    desired: 3,
    updated: 3,
    ready: 3,
    isPaused: false,
    conditions: {},
  });
  expect(readExample('apps/DaemonSet').value).toEqual({
    ...pods,
    desired: 3,
    updated: 3,
    ready: 2,
    isPaused: false,
    conditions: {},
  });
});

it('has nothing ready where nobody says so', () => {
  const { metadata: _metadata, ...rest } = exampleOf(DEPLOYMENT);
  const spec = { replicas: undefined, paused: true };
  const { value } = readExample(DEPLOYMENT, {
    ...rest,
    spec,
    status: { readyReplicas: undefined, updatedReplicas: null },
  });
  expect(value).toMatchObject({
    desired: null,
    updated: 0,
    ready: 0,
    isPaused: true,
  });
});

it.each<[string, object, object]>([
  [
    'two images, one of them twice',
    {
      initContainers: [{ image: 'a:1' }, { image: 'b:1' }],
      containers: [container],
    },
    { images: ['a:1', 'b:1'], serviceAccount: null, mountsToken: null },
  ],
  [
    'no containers',
    { containers: [] },
    { images: [], areLimited: false, areProbed: false },
  ],
  [
    'a container without a probe',
    { containers: [container, { image: 'b:1' }] },
    { areProbed: false },
  ],
  [
    'a container with limits of another kind',
    { containers: [{ ...container, resources: { limits: { cpu: '1' } } }] },
    { areLimited: false },
  ],
  [
    'pods that keep apart by themselves',
    { affinity: { podAntiAffinity: { preferred: [] } } },
    { areSpread: true },
  ],
  [
    'pods that do not',
    { affinity: { nodeAffinity: {} } },
    { areSpread: false },
  ],
])('sees %s', (_name, podSpec, value) => {
  expect(read(podSpec)).toMatchObject(value);
});

it('keeps no environment', () => {
  const env = [{ name: 'PASSWORD', value: 'secret' }];
  const value = read({ containers: [{ ...container, env, args: ['secret'] }] });
  expect(JSON.stringify(value)).not.toContain('secret');
});
