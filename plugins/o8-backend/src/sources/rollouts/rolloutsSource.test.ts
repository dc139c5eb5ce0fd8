import { readExample } from '../__testUtils__';

const KIND = 'argoproj.io/Rollout';

it('says how far a new version has come', () => {
  expect(readExample(KIND).value).toEqual({
    images: [`registry.example.com/billing@sha256:${'0a'.repeat(32)}`],
    serviceAccount: 'billing',
    mountsToken: false,
    areSpread: true,
    areLimited: true,
    areProbed: true,
    strategy: 'canary',
    workload: null,
    phase: 'Paused',
    message: 'CanaryPauseStep',
    desired: 3,
    updated: 1,
    ready: 3,
    step: 1,
    steps: 2,
    weights: { canary: 10, stable: 90 },
    isAborted: false,
    isStable: false,
  });
});

it.each<[string, object, object]>([
  [
    'all requests get it',
    { currentPodHash: 'a', stableRS: 'a', canary: {} },
    { isStable: true, weights: null },
  ],
  ['nobody knows yet', { stableRS: undefined }, { isStable: null }],
  ['it was aborted', { abort: true }, { isAborted: true }],
  [
    'only the share of the new one is said',
    { canary: { weights: { canary: { weight: 25 } } } },
    { weights: { canary: 25, stable: 75 } },
  ],
])('sees that %s', (_name, status, value) => {
  expect(readExample(KIND, { status }).value).toMatchObject(value);
});

it.each<[unknown, object]>([
  [{ blueGreen: {} }, { strategy: 'blueGreen', steps: 0 }],
  [{ canary: {} }, { strategy: 'canary', steps: 0 }],
  [{}, { strategy: null }],
  ['canary', { strategy: null }],
])('with the strategy %j is %j', (strategy, value) => {
  expect(readExample(KIND, { spec: { strategy } }).value).toMatchObject(value);
});

it('knows the Deployment whose pods it takes', () => {
  const spec = { template: undefined, workloadRef: { name: 'billing' } };
  expect(readExample(KIND, { spec }).value).toMatchObject({
    images: [],
    workload: 'billing',
    areProbed: false,
  });
});
