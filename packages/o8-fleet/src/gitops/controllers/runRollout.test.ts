import { createControllers } from '../__testUtils__/createControllers';
import { deployment } from '../__testUtils__/manifests';
import { KINDS } from '../kinds';
import { advanceCanary } from './rolloutSteps';

const MINUTE_MS = 60_000;
const STEPS = [
  { setWeight: 25 },
  { pause: { duration: '5m' } },
  { setWeight: 50 },
  { pause: {} },
];

const rollout = (canary: object = {}, more: object = {}) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'a', namespace: 'shop' },
  spec: {
    replicas: 4,
    workloadRef: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'a',
      scaleDown: 'progressively',
    },
    strategy: {
      canary: {
        stableService: 'a-stable',
        canaryService: 'a-canary',
        steps: STEPS,
        trafficRouting: {
          istio: { virtualService: { name: 'a', routes: ['primary'] } },
        },
        ...canary,
      },
    },
    ...more,
  },
});
const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
});
const virtualService = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'a', namespace: 'shop' },
  spec: {
    hosts: ['a'],
    http: [
      {
        name: 'primary',
        route: ['stable', 'canary'].map((version, index) => ({
          destination: { host: `a-${version}.shop.svc.cluster.local` },
          weight: index === 0 ? 100 : 0,
        })),
      },
    ],
  },
};
/** As the blueprint writes them beside a Rollout. */
const RULES = [
  {
    group: 'networking.istio.io',
    kind: 'VirtualService',
    jqPathExpressions: ['.spec.http[].route[].weight'],
  },
  { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
];

const version = (image: string) => {
  const manifest = deployment('a');
  const {
    replicas: _,
    template,
    ...spec
  } = manifest.spec as {
    replicas: number;
    template: { spec: { containers: object[] } };
  };
  const containers = template.spec.containers.map(each => ({ ...each, image }));
  return {
    ...manifest,
    metadata: { name: 'a', namespace: 'shop' },
    spec: { ...spec, template: { ...template, spec: { containers } } },
  };
};

function create(canary?: object) {
  const world = createControllers();
  const { apply, advance, live } = world;
  for (const each of ['a-stable', 'a-canary'].map(service)) apply(each);
  apply(virtualService);
  apply(version('a:1'));
  apply(rollout(canary));
  advance(1_000, 4);
  const status = () =>
    live(KINDS.rollout, 'a')?.status as Record<string, unknown>;
  const weights = () =>
    (
      live(KINDS.virtualService, 'a')?.spec as {
        http: { route: { weight: number }[] }[];
      }
    ).http[0].route.map(({ weight }) => weight);
  const pods = (image: string) =>
    world.store
      .list(KINDS.pod)
      .filter(({ spec }) => JSON.stringify(spec).includes(`"${image}"`)).length;
  return { ...world, status, weights, pods };
}

describe('a Rollout', () => {
  it('brings its first version at once, and takes the pods of the Deployment', () => {
    const { status, pods, weights, health, live, apply } = create();
    expect(status()).toMatchObject({
      phase: 'Healthy',
      observedGeneration: '1',
      readyReplicas: 4,
      currentStepIndex: 4,
    });
    expect(status().stableRS).toBe(status().currentPodHash);
    expect(status()).not.toHaveProperty('canary');
    expect(health(KINDS.rollout, 'a')).toBe('Healthy');
    expect(pods('a:1')).toBe(4);
    expect(weights()).toEqual([100, 0]);
    expect(live(KINDS.deployment, 'a')?.spec).toMatchObject({ replicas: 0 });
    expect(apply(version('a:1'), RULES)).toBe('same');
  });

  it('brings the next one step by step', () => {
    const { apply, advance, status, weights, pods, health, live } = create();
    const before = status().stableRS;
    apply(version('a:2'), RULES);
    advance(1_000, 4);
    expect(status()).toMatchObject({
      phase: 'Paused',
      message: 'CanaryPauseStep',
      currentStepIndex: 1,
      stableRS: before,
      updatedReplicas: 1,
      canary: { weights: { canary: { weight: 25 }, stable: { weight: 75 } } },
    });
    expect(health(KINDS.rollout, 'a')).toBe('Suspended');
    expect(weights()).toEqual([75, 25]);
    expect([pods('a:1'), pods('a:2')]).toEqual([4, 1]);
    const selectorOf = (name: string) =>
      live(KINDS.service, name)?.spec as { selector: Record<string, string> };
    expect(selectorOf('a-stable').selector).toEqual({
      app: 'a',
      'rollouts-pod-template-hash': before,
    });
    // Argo CD leaves the shares alone, as the module says.
    expect(apply(virtualService, [])).not.toBe('differs');
    advance(5 * MINUTE_MS);
    advance(1_000, 4);
    expect(status()).toMatchObject({ phase: 'Paused', currentStepIndex: 3 });
    expect(weights()).toEqual([50, 50]);
    advance(60 * MINUTE_MS);
    expect(status()).toMatchObject({ phase: 'Paused', currentStepIndex: 3 });
    expect([pods('a:1'), pods('a:2')]).toEqual([4, 2]);
  });

  it('ends with all pods new, and the shares as they were', () => {
    const { apply, advance, status, weights, pods } = create({
      steps: STEPS.slice(0, 2),
    });
    const before = status().stableRS;
    apply(version('a:2'), RULES);
    advance(1_000, 4);
    advance(5 * MINUTE_MS);
    expect(status()).toMatchObject({ phase: 'Progressing', stableRS: before });
    expect(weights()).toEqual([75, 25]);
    advance(1_000, 4);
    expect(status()).toMatchObject({ phase: 'Healthy', currentStepIndex: 2 });
    expect(status().stableRS).not.toBe(before);
    expect([pods('a:1'), pods('a:2')]).toEqual([0, 4]);
    expect(weights()).toEqual([100, 0]);
  });

  it('begins anew with each change, and goes back at once', () => {
    const { apply, advance, status, weights, pods } = create();
    apply(version('a:2'), RULES);
    advance(1_000, 4);
    apply(version('a:3'), RULES);
    advance(1_000, 1);
    expect(status()).toMatchObject({ currentStepIndex: 0 });
    expect(weights()).toEqual([100, 0]);
    apply(version('a:1'), RULES);
    advance(1_000, 3);
    expect(status()).toMatchObject({ phase: 'Healthy' });
    expect([pods('a:1'), pods('a:2'), pods('a:3')]).toEqual([4, 0, 0]);
  });

  it('shifts an HTTPRoute, where that is what leads to it', () => {
    const { apply, advance, live, weights } = create({
      trafficRouting: {
        plugins: { any: { namespace: 'shop', httpRoute: 'a' } },
      },
    });
    apply({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'a', namespace: 'shop' },
      spec: {
        rules: [{ backendRefs: [{ name: 'a-stable' }, { name: 'a-canary' }] }],
      },
    });
    apply(version('a:2'), RULES);
    advance(1_000, 4);
    expect(live(KINDS.httpRoute, 'a')?.spec).toMatchObject({
      rules: [{ backendRefs: [{ weight: 75 }, { weight: 25 }] }],
    });
    expect(weights()).toEqual([100, 0]);
  });

  it('says which Deployment it misses, and leaves nothing behind', () => {
    const { store, advance, status, health, pods } = create();
    store.delete(KINDS.deployment, 'shop', 'a');
    advance();
    expect(status()).toMatchObject({
      phase: 'Degraded',
      message: expect.stringContaining('deployments.apps "a" not found'),
    });
    expect(health(KINDS.rollout, 'a')).toBe('Degraded');
    store.delete(KINDS.rollout, 'shop', 'a');
    advance();
    expect(pods('a:1')).toBe(0);
  });
});

describe('advanceCanary', () => {
  const at = (index: number, areReady: boolean, pausedSinceMs?: number) =>
    advanceCanary(
      STEPS,
      { index, ...(pausedSinceMs !== undefined && { pausedSinceMs }) },
      { areReady, nowMs: 10 * MINUTE_MS },
    );

  it('waits for pods before it sends them requests', () => {
    expect(at(0, false)).toEqual({
      index: 0,
      podsPercent: 25,
      requestsPercent: 0,
      isPaused: false,
    });
    expect(at(0, true)).toMatchObject({
      index: 1,
      requestsPercent: 25,
      isPaused: true,
      pausedSinceMs: 10 * MINUTE_MS,
    });
  });

  it('does not take the pods of one step for those of the next', () => {
    expect(at(1, true, 0)).toEqual({
      index: 2,
      podsPercent: 50,
      requestsPercent: 25,
      isPaused: false,
    });
  });

  it('waits at a pause without an end, and passes what it does not know', () => {
    expect(at(3, true, 0)).toMatchObject({ index: 3, isPaused: true });
    const steps = [{ pause: { duration: 30 } }, { analysis: {} }];
    const state = { index: 0, pausedSinceMs: 0 };
    const options = { areReady: true, nowMs: 30_000 };
    expect(advanceCanary(steps, state, options)).toMatchObject({ index: 2 });
  });
});
