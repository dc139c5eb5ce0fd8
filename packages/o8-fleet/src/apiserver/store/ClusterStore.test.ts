import {
  createApplication,
  createObject,
  DEFINITIONS,
} from '../../__testUtils__';
import type { KubeObject } from '../../types';
import { ClusterStore } from './ClusterStore';
import type { StoreEvent } from './EventLog';

const KIND = { group: 'argoproj.io', kind: 'Application' };
const PODS = { group: '', kind: 'Pod' };

function createStore(objects: KubeObject[], maxLogEvents = 10): ClusterStore {
  const content = { name: 'one', definitions: DEFINITIONS, objects };
  return new ClusterStore({ content, maxLogEvents, firstRevision: 100 });
}

const namesOf = (objects: readonly KubeObject[]) =>
  objects.map(({ metadata }) => metadata.name);

describe('ClusterStore', () => {
  it('begins its revisions at the clock', () => {
    const beforeMs = Date.now();
    const content = { name: 'one', definitions: DEFINITIONS, objects: [] };
    const { revision } = new ClusterStore({ content });
    expect(revision).toBeGreaterThanOrEqual(beforeMs * 1000);
    expect(revision).toBeLessThanOrEqual(Date.now() * 1000);
    expect(Number.isSafeInteger(revision)).toBe(true);
  });

  it('orders by namespace, then by name', () => {
    const store = createStore(
      ['b/a', 'a-b/z', 'a/y', 'a/b'].map(path => createApplication(path)),
    );
    expect(namesOf(store.list(KIND))).toEqual(['b', 'y', 'z', 'a']);
    expect(namesOf(store.range(KIND, { namespace: 'a' }))).toEqual(['b', 'y']);
    expect(store.range(KIND, { namespace: 'a-' })).toEqual([]);
    expect(store.list(PODS)).toEqual([]);
    expect(store.count()).toBe(4);
  });

  it('gives each object a revision of its own', () => {
    const store = createStore([
      createApplication('a/b'),
      createApplication('a/c'),
    ]);
    expect(
      store.list(KIND).map(({ metadata }) => metadata.resourceVersion),
    ).toEqual(['101', '102']);
    expect(store.revision).toBe(102);
    expect(store.put(createApplication('a/d')).metadata.resourceVersion).toBe(
      '103',
    );
  });

  it('changes nothing for an equal object', () => {
    const store = createStore([createApplication('a/b')]);
    const events: StoreEvent[] = [];
    store.subscribe(KIND, event => events.push(event));
    const before = store.get(KIND, 'a', 'b')!;
    expect(store.put(createApplication('a/b'))).toBe(before);
    expect(store.put(structuredClone(before))).toBe(before);
    const other = { ...before.metadata, resourceVersion: '1' };
    expect(store.put({ ...before, metadata: other })).toBe(before);
    expect(events).toEqual([]);
    expect(store.revision).toBe(101);
  });

  it('lets the generation grow with the spec only', () => {
    const store = createStore([createApplication('a/b')]);
    const generation = (change: object) =>
      store.put({ ...store.get(KIND, 'a', 'b')!, ...change }).metadata
        .generation;
    expect(generation({ status: { a: 1 } })).toBe(1);
    expect(generation({ spec: { a: 1 } })).toBe(2);
    // Whoever forgets it, or invents one, changes nothing.
    expect(generation(createApplication('a/b'))).toBe(3);
    expect(
      generation({
        spec: { a: 1 },
        metadata: { name: 'b', namespace: 'a', generation: 9 },
      }),
    ).toBe(4);
    const pod = createObject('v1', 'Pod', 'a/p', { spec: { a: 1 } });
    expect(store.put(pod).metadata).not.toHaveProperty('generation');
    const aged = { ...store.get(KIND, 'a', 'b')!, spec: { a: 2 } };
    expect(store.put(aged, { keepGeneration: true }).metadata.generation).toBe(
      4,
    );
  });

  it('tells those who listen to a kind, until they stop', () => {
    const store = createStore([createApplication('a/b')]);
    const events: string[] = [];
    const stop = store.subscribe(KIND, ({ type, revision }) =>
      events.push(`${type} ${revision}`),
    );
    store.put(createApplication('a/c'));
    store.put(createObject('v1', 'Pod', 'a/p'));
    store.put(createApplication('a/c', { x: 'y' }));
    const gone = store.delete(KIND, 'a', 'c');
    expect(gone?.metadata.resourceVersion).toBe('104');
    expect(store.delete(KIND, 'a', 'c')).toBeUndefined();
    stop();
    store.put(createApplication('a/d'));
    expect(events).toEqual(['ADDED 102', 'MODIFIED 104', 'DELETED 105']);
  });

  it('never changes a list that was given out', () => {
    const store = createStore([
      createApplication('a/b'),
      createApplication('a/c'),
    ]);
    const list = store.list(KIND);
    for (const { metadata } of list) {
      store.delete(KIND, 'a', metadata.name);
      store.put(createApplication(`a/${metadata.name}-new`));
    }
    expect(namesOf(list)).toEqual(['b', 'c']);
    expect(namesOf(store.list(KIND))).toEqual(['b-new', 'c-new']);
  });

  it('shows a kind as it was', () => {
    const store = createStore([
      createApplication('a/b'),
      createApplication('a/c'),
    ]);
    const begin = store.revision;
    store.put(createApplication('a/b', { x: 'y' }));
    store.delete(KIND, 'a', 'c');
    store.put(createApplication('a/d'));
    store.put(createApplication('a/c'));
    const past = store.range(KIND, {}, begin);
    expect(namesOf(past)).toEqual(['b', 'c']);
    expect(past[0].metadata.labels).toBeUndefined();
    expect(past[1].metadata.resourceVersion).toBe('102');
    expect(namesOf(store.range(KIND, {}, begin + 2))).toEqual(['b']);
    expect(namesOf(store.range(KIND, {}))).toEqual(['b', 'c', 'd']);
  });

  it('forgets the past beyond its capacity, and all of it by compaction', () => {
    const store = createStore([createApplication('a/b')], 3);
    for (let i = 0; i < 5; i++) {
      store.put(createApplication('a/b', { i: `${i}` }));
    }
    expect(store.oldestRevision).toBe(store.revision - 3);
    expect(store.eventAt(store.oldestRevision)).toBeUndefined();
    expect(store.eventAt(store.oldestRevision + 1)?.type).toBe('MODIFIED');
    expect(store.eventAt(store.revision + 1)).toBeUndefined();
    expect(() => store.range(KIND, {}, store.oldestRevision - 1)).toThrow(
      'compacted',
    );
    store.compact();
    expect(store.oldestRevision).toBe(store.revision);
    expect(() => store.range(KIND, {}, store.revision - 1)).toThrow();
    expect(namesOf(store.range(KIND, {}, store.revision))).toEqual(['b']);
  });

  it.each<[KubeObject, string]>([
    [createObject('none.io/v1', 'None', 'a/b'), 'does not serve none.io/None'],
    [createObject('v1', 'Pod', 'p'), 'needs a namespace'],
    [createObject('v1', 'Namespace', 'a/b'), 'has no namespace'],
  ])('refuses what cannot be there (%#)', (object, message) => {
    expect(() => createStore([]).put(object)).toThrow(message);
    expect(() => createStore([object])).toThrow(message);
  });

  it('refuses two objects of one name', () => {
    const twice = [createApplication('a/b'), createApplication('a/b')];
    expect(() => createStore(twice)).toThrow(
      'Application "a/b" is there twice',
    );
  });

  it('is fast with 60,000 objects', () => {
    const objects = Array.from({ length: 60_000 }, (_, index) =>
      createApplication(`ns-${index % 300}/app-${index}`),
    );
    const store = createStore(objects, 1000);
    const beginMs = performance.now();
    for (let i = 0; i < 1000; i++) {
      store.put(createApplication(`ns-${i % 300}/app-${i}`, { i: `${i}` }));
      expect(store.range(KIND, { namespace: `ns-${i % 300}` })).toHaveLength(
        200,
      );
    }
    expect(store.list(KIND)).toHaveLength(60_000);
    // Far above what it takes, far below what looking at each object would.
    expect(performance.now() - beginMs).toBeLessThan(2_000);
  });
});
