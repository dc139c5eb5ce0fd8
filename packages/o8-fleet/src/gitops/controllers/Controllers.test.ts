import { createStore, createTargets } from '../__testUtils__/createStore';
import { deployment } from '../__testUtils__/manifests';
import { healthOf } from '../compare';
import { KINDS } from '../kinds';
import { applyTarget } from '../sync/applyTarget';
import { Controllers } from './Controllers';

const START_MS = Date.parse('2026-11-22T10:20:30.900Z');

function create() {
  const store = createStore();
  const controllers = new Controllers(store);
  let nowMs = START_MS;
  const apply = (change: object = {}) => {
    const [target] = createTargets(store, deployment('a', change));
    applyTarget(store, target, { now: new Date(nowMs), rules: undefined });
  };
  const live = () => store.get(KINDS.deployment, 'shop', 'a');
  const advance = (ms = 500) => {
    nowMs += ms;
    const object = live();
    controllers.advance(object ? [object] : [], new Date(nowMs));
  };
  const settle = () => {
    for (let tick = 0; tick < 12; tick += 1) advance();
  };
  const pods = () => store.list(KINDS.pod);
  const sets = () => store.list(KINDS.replicaSet);
  const health = () => {
    const object = live();
    return object && healthOf(object)?.status;
  };
  return { store, apply, advance, settle, live, pods, sets, health };
}

const template = (image: string) => {
  const { spec } = deployment('a');
  const [container] = spec.template.spec.containers;
  return {
    template: {
      ...spec.template,
      spec: { ...spec.template.spec, containers: [{ ...container, image }] },
    },
  };
};

describe('Controllers', () => {
  it('starts pods, which are ready after one or two seconds', () => {
    const { apply, advance, pods, health, live, sets } = create();
    apply();
    expect(health()).toBe('Progressing');
    advance();
    expect(pods()).toHaveLength(2);
    expect(health()).toBe('Progressing');
    advance(600);
    expect(health()).toBe('Progressing');
    advance(1_000);
    advance();
    expect(health()).toBe('Healthy');
    expect(live()?.status).toMatchObject({
      observedGeneration: 1,
      readyReplicas: 2,
      conditions: [
        { type: 'Available', status: 'True' },
        { type: 'Progressing', reason: 'NewReplicaSetAvailable' },
      ],
    });
    expect(sets()).toMatchObject([
      {
        metadata: {
          annotations: { 'deployment.kubernetes.io/revision': '1' },
          ownerReferences: [{ kind: 'Deployment', controller: true }],
        },
        status: { readyReplicas: 2 },
      },
    ]);
    expect(pods()[0]).toMatchObject({
      metadata: { labels: { 'app.kubernetes.io/name': 'a' } },
      spec: { nodeName: expect.stringMatching(/^eu-1-node-[123]$/) },
      status: {
        phase: 'Running',
        containerStatuses: [{ name: 'app', ready: true }],
      },
    });
  });

  it('writes nothing when nothing happens', () => {
    const { store, apply, advance, settle } = create();
    apply();
    settle();
    const { revision } = store;
    advance(3_600_000);
    expect(store.revision).toBe(revision);
  });

  it('keeps the old pods until the new ones are ready', () => {
    const { apply, advance, settle, pods, sets, health } = create();
    apply();
    settle();
    const old = pods().map(({ metadata }) => metadata.uid);
    apply(template('registry.o8.example/a:2'));
    advance();
    expect(pods()).toHaveLength(4);
    expect(health()).toBe('Progressing');
    settle();
    expect(health()).toBe('Healthy');
    expect(pods()).toHaveLength(2);
    expect(pods().some(({ metadata }) => old.includes(metadata.uid))).toBe(
      false,
    );
    expect(sets()).toHaveLength(2);
    // Back to a template that it knows: its ReplicaSet is used again.
    apply();
    settle();
    expect(sets()).toHaveLength(2);
    expect(health()).toBe('Healthy');
  });

  it('keeps as many old ReplicaSets as it is told', () => {
    const { apply, settle, sets } = create();
    for (const tag of ['1', '2', '3', '4']) {
      apply({ ...template(`x:${tag}`), revisionHistoryLimit: 1 });
      settle();
    }
    expect(sets()).toHaveLength(2);
  });

  it('scales, also to nothing, and replaces a pod that is deleted', () => {
    const { store, apply, settle, pods, health } = create();
    apply({ replicas: 3 });
    settle();
    expect(pods()).toHaveLength(3);
    store.delete(KINDS.pod, 'shop', pods()[0].metadata.name);
    settle();
    expect(pods()).toHaveLength(3);
    apply({ replicas: 1 });
    settle();
    expect(pods()).toHaveLength(1);
    apply({ replicas: 0 });
    settle();
    expect(pods()).toHaveLength(0);
    expect(health()).toBe('Healthy');
  });

  it('rolls out nothing while it is paused', () => {
    const { apply, settle, pods, health } = create();
    apply();
    settle();
    apply({ ...template('x:2'), paused: true });
    settle();
    expect(health()).toBe('Suspended');
    expect(pods()[0].spec).toMatchObject({
      containers: [{ image: 'registry.o8.example/a' }],
    });
  });

  it('deletes what belonged to a Deployment that is gone, and nothing else', () => {
    const { store, apply, settle, advance, pods, sets } = create();
    apply();
    settle();
    store.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'alone',
        namespace: 'shop',
        uid: 'x',
        creationTimestamp: '2026-01-01T00:00:00Z',
      },
    });
    store.delete(KINDS.deployment, 'shop', 'a');
    advance();
    expect(sets()).toEqual([]);
    expect(pods().map(({ metadata }) => metadata.name)).toEqual(['alone']);
    apply();
    settle();
    expect(pods()).toHaveLength(3);
  });
});
