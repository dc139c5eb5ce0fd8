import { createStore, createTargets } from '../__testUtils__/createStore';
import { deployment } from '../__testUtils__/manifests';
import { healthOf } from '../compare';
import { KINDS } from '../kinds';
import { applyTarget } from '../sync/applyTarget';
import { Controllers } from './Controllers';

function create(quota?: Record<string, string>) {
  const store = createStore();
  const controllers = new Controllers(store);
  let nowMs = Date.parse('2026-11-22T10:20:30Z');
  const apply = (...manifests: object[]) => {
    for (const target of createTargets(store, ...manifests)) {
      applyTarget(store, target, { now: new Date(nowMs), rules: undefined });
    }
  };
  const metadata = { name: 'module', namespace: 'shop' };
  if (quota) {
    apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata,
      spec: { hard: quota },
    });
  }
  const live = () => store.get(KINDS.deployment, 'shop', 'a')!;
  const advance = (ms = 1_000) => {
    nowMs += ms;
    controllers.advance(store.list(KINDS.deployment), new Date(nowMs));
  };
  const pods = () => store.list(KINDS.pod).length;
  const settle = () => [1, 2, 3, 4, 5, 6].forEach(() => advance());
  const conditions = () =>
    (live().status as { conditions: object[] }).conditions;
  return { store, apply, live, advance, pods, settle, conditions };
}

describe('Controllers and a quota', () => {
  it('creates no more pods than the quota allows, and says so', () => {
    const { apply, settle, pods, conditions, live, advance, store } = create({
      pods: '6',
    });
    apply(deployment('a', { replicas: 20_000 }), deployment('b'));
    settle();
    expect(pods()).toBe(6);
    expect(conditions()).toMatchObject([
      { type: 'Available', status: 'False' },
      { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' },
      {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message: expect.stringMatching(
          /^pods "a-\w+-" is forbidden: exceeded quota: module, requested: pods=1, used: pods=6, limited: pods=6$/,
        ),
      },
    ]);
    expect(healthOf(live())?.status).toBe('Progressing');
    expect(store.list(KINDS.replicaSet)[0].status).toMatchObject({
      replicas: 6,
      conditions: [{ type: 'ReplicaFailure' }],
    });
    advance(595_000);
    expect(healthOf(live())?.status).toBe('Progressing');
    advance(10_000);
    expect(healthOf(live())).toEqual({
      status: 'Degraded',
      message: 'Deployment "a" exceeded its progress deadline',
    });
    const { revision } = store;
    advance(60_000);
    expect(store.revision).toBe(revision);
    // Whoever takes it back is well again.
    apply(deployment('a', { replicas: 3 }));
    settle();
    expect(healthOf(live())?.status).toBe('Healthy');
    expect(conditions()).toHaveLength(2);
    expect(pods()).toBe(5);
  });

  it('creates at most 50 pods where there is no quota', () => {
    const { apply, settle, pods, conditions } = create();
    apply(deployment('a', { replicas: 20_000 }));
    settle();
    expect(pods()).toBe(50);
    expect(conditions()[2]).toMatchObject({ reason: 'FailedCreate' });
  });

  it('rolls out where there is room for one more pod only', () => {
    const { apply, settle, pods, live } = create({ 'count/pods': '4' });
    apply(deployment('a', { replicas: 3 }));
    settle();
    const { spec } = deployment('a');
    const template = {
      ...spec.template,
      metadata: { labels: { 'app.kubernetes.io/name': 'a', v: '2' } },
    };
    apply(deployment('a', { replicas: 3, template }));
    settle();
    settle();
    expect(pods()).toBe(3);
    expect(healthOf(live())?.status).toBe('Healthy');
  });

  it('is as late as it is told', () => {
    const { apply, settle, advance, live } = create({ pods: '1' });
    apply(deployment('a', { progressDeadlineSeconds: 20 }));
    settle();
    expect(healthOf(live())?.status).toBe('Progressing');
    advance(20_000);
    expect(healthOf(live())?.status).toBe('Degraded');
  });
});
