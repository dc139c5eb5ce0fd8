import type { KubeObject } from '../../types';
import { createStore, createTargets } from '../__testUtils__/createStore';
import { deployment } from '../__testUtils__/manifests';
import { applyTarget } from '../sync/applyTarget';
import { compareTargets } from './compareTargets';
import { covers } from './covers';
import { healthOf, worstHealth } from './healthOf';
import { withoutStale } from './ownedFields';

const NOW = new Date('2026-11-22T10:20:30Z');
const SETTINGS = { group: '', kind: 'ConfigMap' };

const settings = (data: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', ...metadata },
  data,
});

describe('covers', () => {
  it.each<[unknown, unknown, boolean]>([
    [{ a: 1, b: 2 }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: [1, 2] }, { a: [1, 2] }, true],
    [{ a: [1, 2] }, { a: [1] }, false],
    [{ a: [2, 1] }, { a: [1, 2] }, false],
    [{ a: [{ x: 1, y: 2 }] }, { a: [{ x: 1 }] }, true],
    [{}, { a: {} }, false],
    [{ a: {} }, { a: {} }, true],
    [{}, { a: null }, true],
    [{ a: 1 }, { a: null }, false],
    [{ a: '1' }, { a: 1 }, false],
    [{ a: [] }, { a: {} }, false],
    [{}, { constructor: {} }, false],
  ])('%j covers %j: %s', (live, wanted, expected) => {
    expect(covers(live, wanted)).toBe(expected);
  });
});

describe('withoutStale', () => {
  it.each<[string, object, object, object, object]>([
    ['what is gone', { a: 1, b: 2 }, { 'f:a': {} }, {}, { b: 2 }],
    ['nothing that is wanted', { a: 1 }, { 'f:a': {} }, { a: 2 }, { a: 1 }],
    [
      'what is gone inside',
      { s: { a: 1, b: 2 } },
      { 'f:s': { 'f:a': {}, 'f:b': {} } },
      { s: { b: 2 } },
      { s: { b: 2 } },
    ],
    [
      'a map when nothing of it is left',
      { s: { a: 1 } },
      { 'f:s': { 'f:a': {} } },
      {},
      {},
    ],
    [
      'not what others have added',
      { s: { a: 1, b: 2 } },
      { 'f:s': { 'f:a': {} } },
      {},
      { s: { b: 2 } },
    ],
  ])('removes %s', (_, live, owned, wanted, expected) => {
    const result = withoutStale(live as {}, owned as {}, wanted as {});
    expect(result).toEqual(expected);
  });
});

describe('applyTarget and compareTargets', () => {
  const compare = (
    store: ReturnType<typeof createStore>,
    manifest: object,
    rules?: unknown,
  ) => {
    const targets = createTargets(store, manifest);
    const options = { application: 'app', targets, store, rules };
    return compareTargets(options)[0].state;
  };
  const apply = (
    store: ReturnType<typeof createStore>,
    manifest: object,
    rules?: unknown,
  ) => {
    const [target] = createTargets(store, manifest);
    return applyTarget(store, target, { now: NOW, rules });
  };

  it('creates, changes and takes away', () => {
    const store = createStore();
    expect(compare(store, settings({ a: '1' }))).toBe('missing');
    expect(apply(store, settings({ a: '1', b: '2' }))).toBe('created');
    expect(compare(store, settings({ a: '1', b: '2' }))).toBe('same');
    expect(compare(store, settings({ a: '1' }))).toBe('differs');
    const live = store.get(SETTINGS, 'shop', 'a')!;
    store.put({ ...live, data: { ...(live.data as object), mine: 'x' } });
    expect(apply(store, settings({ a: '3' }))).toBe('configured');
    expect(store.get(SETTINGS, 'shop', 'a')).toMatchObject({
      metadata: { uid: live.metadata.uid },
      data: { a: '3', mine: 'x' },
    });
    expect(store.get(SETTINGS, 'shop', 'a')?.data).not.toHaveProperty('b');
    expect(compare(store, settings({ a: '3' }))).toBe('same');
    expect(compare(store, settings({ a: '3', b: null }))).toBe('same');
  });

  it('takes labels and finalizers for declared, names not', () => {
    const store = createStore();
    const metadata = { labels: { a: 'b' }, finalizers: ['x.y/z'] };
    apply(store, settings({}, metadata));
    expect(compare(store, settings({}, metadata))).toBe('same');
    expect(compare(store, settings({}, { labels: { a: 'b' } }))).toBe(
      'differs',
    );
    apply(store, settings({}));
    const live = store.get(SETTINGS, 'shop', 'a')!;
    expect(live.metadata.labels).toBeUndefined();
    expect(live.metadata.finalizers).toBeUndefined();
  });

  it('knows what belongs to others', () => {
    const store = createStore();
    store.put({
      ...settings({ a: '1' }),
      metadata: {
        name: 'a',
        namespace: 'shop',
        uid: 'u',
        creationTimestamp: '2026-01-01T00:00:00Z',
      },
    });
    expect(compare(store, settings({ a: '1' }))).toBe('foreign');
  });

  it('leaves alone what is ignored', () => {
    const store = createStore();
    const rules = [
      { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
    ];
    apply(store, deployment('a'), rules);
    const kind = { group: 'apps', kind: 'Deployment' };
    const live = store.get(kind, 'shop', 'a')!;
    store.put({ ...live, spec: { ...(live.spec as object), replicas: 9 } });
    expect(compare(store, deployment('a'), rules)).toBe('same');
    expect(compare(store, deployment('a'))).toBe('differs');
    apply(store, deployment('a', { paused: true }), rules);
    expect(store.get(kind, 'shop', 'a')?.spec).toMatchObject({
      paused: true,
      replicas: 9,
    });
  });

  it('leaves alone what a plain path of jq says, also in lists', () => {
    const store = createStore();
    const route = (weight: number, host = 'a') => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'a', namespace: 'shop', labels: { 'a/b': 'x' } },
      spec: { hosts: [host], http: [{ route: [{ destination: {}, weight }] }] },
    });
    const rules = (...jqPathExpressions: string[]) => [
      { group: '*', kind: 'VirtualService', jqPathExpressions },
    ];
    const weights = rules('.spec.http[].route[].weight');
    apply(store, route(100), weights);
    expect(compare(store, route(50))).toBe('differs');
    expect(compare(store, route(50), weights)).toBe('same');
    expect(compare(store, route(50, 'b'), weights)).toBe('differs');
    expect(
      compare(
        store,
        { ...route(100), metadata: { name: 'a', labels: { 'a/b': 'y' } } },
        rules('.metadata.labels["a/b"]'),
      ),
    ).toBe('same');
    // What is no path is not evaluated: what it exempts is compared.
    for (const expression of ['.spec.http[] | .route', '..weight', 'x', '']) {
      expect(compare(store, route(50), rules(expression))).toBe('differs');
    }
    // A list is only ever written whole: one without weights would be another one.
    apply(store, route(50, 'b'), weights);
    const kind = { group: 'networking.istio.io', kind: 'VirtualService' };
    expect(store.get(kind, 'shop', 'a')?.spec).toEqual(route(50, 'b').spec);
  });
});

describe('healthOf', () => {
  const object = (apiVersion: string, kind: string, rest: object) =>
    ({
      apiVersion,
      kind,
      metadata: { name: 'a', uid: 'u', creationTimestamp: '', generation: 2 },
      ...rest,
    } as KubeObject);
  const counts = (
    replicas: number,
    updatedReplicas: number,
    availableReplicas: number,
  ) => ({
    observedGeneration: 2,
    replicas,
    updatedReplicas,
    availableReplicas,
  });

  it.each<[object, object, string, string?]>([
    [{ replicas: 2 }, counts(2, 2, 2), 'Healthy'],
    [{}, counts(1, 1, 1), 'Healthy'],
    [{ replicas: 2 }, {}, 'Progressing', 'generation'],
    [{ replicas: 2 }, counts(2, 1, 2), 'Progressing', '1 out of 2 new'],
    [{ replicas: 2 }, counts(3, 2, 2), 'Progressing', '1 old replicas'],
    [{ replicas: 2 }, counts(2, 2, 1), 'Progressing', '1 of 2 updated'],
    [{ paused: true }, counts(1, 1, 1), 'Suspended', 'paused'],
    [
      {},
      {
        ...counts(1, 1, 0),
        conditions: [{ reason: 'ProgressDeadlineExceeded' }],
      },
      'Degraded',
      'exceeded its progress deadline',
    ],
  ])(
    'of a Deployment %j with %j: %s',
    (spec, status, expected, message = '') => {
      const health = healthOf(
        object('apps/v1', 'Deployment', { spec, status }),
      );
      expect(health?.status).toBe(expected);
      expect(health?.message ?? '').toContain(message);
    },
  );

  it.each<[string, string, object, string | undefined]>([
    ['argoproj.io/v1alpha1', 'Application', {}, 'Progressing'],
    [
      'argoproj.io/v1alpha1',
      'Application',
      { status: { health: { status: 'Degraded' } } },
      'Degraded',
    ],
    ['v1', 'Service', {}, 'Healthy'],
    ['v1', 'Service', { spec: { type: 'LoadBalancer' } }, 'Progressing'],
    ['v1', 'PersistentVolumeClaim', { status: { phase: 'Bound' } }, 'Healthy'],
    ['v1', 'ConfigMap', {}, undefined],
    [
      'v1',
      'ConfigMap',
      { metadata: { name: 'a', deletionTimestamp: 'x' } },
      'Progressing',
    ],
  ])('of %s %s %j: %s', (apiVersion, kind, rest, expected) => {
    expect(healthOf(object(apiVersion, kind, rest))?.status).toBe(expected);
  });

  it.each<[(string | undefined)[], string]>([
    [[], 'Healthy'],
    [['Healthy', undefined], 'Healthy'],
    [['Healthy', 'Missing', 'Progressing'], 'Progressing'],
    [['Unknown', 'Progressing'], 'Unknown'],
    [['Unknown', 'Degraded'], 'Degraded'],
    [['Suspended', 'Missing'], 'Missing'],
  ])('the worst of %j is %s', (states, expected) => {
    expect(worstHealth(states)).toBe(expected);
  });
});
