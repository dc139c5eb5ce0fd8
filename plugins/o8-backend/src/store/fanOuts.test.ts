import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { createModuleEntity } from '../engine/__testUtils__/startTestEngine';
import { createBatch, createNamespaceRow } from './__testUtils__/createFactRow';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseFactStore } from './DatabaseFactStore';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import type { NewState } from './ModuleStore';
import { SHARDS, shardOf } from './shardOf';
import { touch } from './touch';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

function createState(name: string, clusters: string[]): NewState {
  return {
    entityRef: `component:default/${name}`,
    facet: 'sync',
    state: { verdict: 'good', headline: { code: 'x', params: {} } },
    sources: clusters.map(cluster => ({ cluster, source: 'argocd' })),
    placements: [],
    binding: 'confirmed',
    assessedAt: '2026-11-22T10:00:00.000Z',
    validUntil: null,
  };
}

describe.each(databases.eachSupportedId())('Fan-outs, %s', id => {
  async function createStore(...names: string[]) {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const store = await DatabaseModuleStore.create({ database });
    const facts = await DatabaseFactStore.create({ database });
    await store.reconcile(names.map(name => createModuleEntity(name)));
    await knex('touched').delete();
    const touched = async () =>
      (await store.listTouched(10_000)).map(({ module }) => module).sort();
    /** Goes on to the end; how many modules each chunk touched. */
    const finish = async (limit: number) => {
      const chunks: number[] = [];
      while ((await knex('fan_outs').select()).length > 0) {
        chunks.push(await store.advanceFanOuts(limit));
      }
      return chunks;
    };
    const judge = (name: string, clusters: string[]) =>
      store.saveStates([createState(name, clusters)], {
        module: name,
        revision: 1,
      });
    return { knex, store, facts, touched, finish, judge };
  }

  it('touches nobody by itself, and then everybody in chunks', async () => {
    const { store, touched, finish } = await createStore('a', 'b', 'c');
    await store.fanOut('all');
    await expect(touched()).resolves.toEqual([]);
    await expect(store.advanceFanOuts(2)).resolves.toBe(2);
    await expect(touched()).resolves.toEqual(['a', 'b']);
    await expect(finish(2)).resolves.toEqual([1]);
    await expect(touched()).resolves.toEqual(['a', 'b', 'c']);
    await expect(store.advanceFanOuts(2)).resolves.toBe(0);
  });

  it('takes those of a shard, chunk by chunk', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `m-${index}`);
    const { store, touched, finish } = await createStore(...names);
    const shard = shardOf('m-7');
    await store.fanOut({ shard });
    await finish(9);
    await expect(touched()).resolves.toEqual(
      names.filter(name => shardOf(name) === shard).sort(),
    );
  });

  it('takes a module that two entities claim once', async () => {
    const { store, touched, finish } = await createStore('a');
    await store.reconcile([
      createModuleEntity('a'),
      createModuleEntity('b', { module: 'a' }),
    ]);
    await store.fanOut('all');
    await expect(finish(10)).resolves.toEqual([1]);
    await expect(touched()).resolves.toEqual(['a']);
  });

  it('takes those of a cluster: judged by it, or with a Namespace there', async () => {
    const { store, facts, judge, touched, finish } = await createStore(
      'on-both',
      'on-us',
      'new-on-eu',
      'nowhere',
    );
    await judge('on-both', ['eu-1', 'us-1']);
    await judge('on-us', ['us-1']);
    await facts.apply(createBatch([createNamespaceRow('team', 'new-on-eu')]));
    await facts.apply(createBatch([createNamespaceRow('free', null)]));
    await store.saveStates([], (await store.listTouched(10))[0]);

    await store.fanOut({ cluster: 'eu-1' });
    await expect(finish(1)).resolves.toEqual([1, 1, 0]);
    await expect(touched()).resolves.toEqual(['new-on-eu', 'on-both']);
  });

  it('leaves alone what rests on the cluster no more', async () => {
    const { store, judge, touched, finish, knex } = await createStore('a');
    await judge('a', ['eu-1', 'us-1']);
    await judge('a', ['us-1']);
    await store.fanOut({ cluster: 'eu-1' });
    await finish(10);
    await expect(touched()).resolves.toEqual([]);
    await judge('a', []);
    await expect(knex('module_clusters').select()).resolves.toEqual([]);
  });

  it('is behind what was touched by itself, and keeps its place', async () => {
    const { store, knex, finish } = await createStore('a', 'b', 'c', 'd');
    await store.fanOut('all');
    await finish(10);
    await touch(knex, ['c']);
    // A fan-out that comes after that puts nothing back in the line.
    await store.fanOut('all');
    await finish(10);
    const [first, ...others] = await store.listTouched(10);
    expect(first.module).toBe('c');
    expect(others).toHaveLength(3);
    await expect(store.listTouched(1)).resolves.toMatchObject([
      { module: 'c' },
    ]);
  });

  it('goes on from where it is when asked again, and once more after', async () => {
    const { store, finish, knex } = await createStore('a', 'b', 'c');
    await store.fanOut('all');
    await store.fanOut('all');
    await expect(knex('fan_outs').select()).resolves.toHaveLength(1);
    await store.advanceFanOuts(2);
    await store.fanOut('all');
    await store.fanOut('all');
    // The rest, and all of them again; however often it was asked.
    await expect(finish(2)).resolves.toEqual([1, 2, 1]);
  });

  it('comes to its end however often it is asked for', async () => {
    const { store, knex } = await createStore('a', 'b', 'c', 'd', 'e');
    const seen = new Set<string>();
    for (let round = 0; round < 4; round += 1) {
      await store.fanOut('all');
      await store.advanceFanOuts(2);
      (await knex('touched').pluck('module')).forEach(name => seen.add(name));
    }
    expect(seen.size).toBe(5);
  });

  it('has several go on in turn', async () => {
    const { store, judge, knex, touched } = await createStore('a', 'b', 'z');
    await judge('z', ['eu-1']);
    await store.fanOut('all');
    await store.fanOut({ cluster: 'eu-1' });
    await store.advanceFanOuts(1);
    await store.advanceFanOuts(1);
    await expect(touched()).resolves.toEqual(['a', 'z']);
    await expect(knex('fan_outs').pluck('cluster')).resolves.toHaveLength(2);
  });

  it('is advanced by many at once without a mistake', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `m-${index}`);
    const { store, touched, finish } = await createStore(...names);
    await store.fanOut('all');
    await Promise.all([
      ...Array.from({ length: 6 }, () => store.advanceFanOuts(10)),
      store.fanOut('all'),
    ]);
    await finish(10);
    await expect(touched()).resolves.toEqual([...names].sort());
  });

  it('spreads modules over shards, each in one', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `module-${index}`);
    const { store, knex } = await createStore();
    await touch(knex, names);
    const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
    const found = await Promise.all(
      shards.map(shard => store.listTouched(1_000, [shard])),
    );
    expect(found.flat()).toHaveLength(200);
    expect(Math.min(...found.map(part => part.length))).toBeGreaterThan(0);
    found.forEach((part, shard) =>
      part.forEach(({ module }) => expect(shardOf(module)).toBe(shard)),
    );
    await expect(store.listTouched(10, [])).resolves.toEqual([]);
    // Forever: replicas of two versions share the work.
    expect(['a', 'voicefuse', 'langfuse'].map(shardOf)).toEqual([10, 8, 6]);
  });
});
