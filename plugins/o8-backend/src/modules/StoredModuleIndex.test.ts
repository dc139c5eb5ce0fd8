import {
  moduleDetailSchema,
  type ModuleDetail,
} from '@orchestr8/backstage-plugin-o8-common';
import { shardOf } from '../store';
import {
  createEntity,
  createState,
  createStatus,
  FakeStore,
} from './__testUtils__';
import { StoredModuleIndex } from './StoredModuleIndex';

const NOW = '2026-11-22T11:01:00.000Z';
const BILLING = 'component:default/billing';
const MINUTE_MS = 60_000;

function create(
  store = new FakeStore(),
  keyOf = (ref: string) => `key of ${ref}`,
) {
  store.report(
    ...['us-1', 'eu-1', 'ap-1'].flatMap(cluster => [
      createStatus(cluster, 'connection'),
      createStatus(cluster, 'velero'),
    ]),
  );
  const index = new StoredModuleIndex({
    changes: store,
    store,
    facts: store,
    sources: store,
    toStatuses: rows => rows as never,
    keyOf,
    logger: { warn: jest.fn(), info: jest.fn() },
  });
  /** What is known after a look at the store. */
  const look = async () => {
    index.refresh();
    return index.current();
  };
  const lookAt = async (ref: string) => (await look()).modules.get(ref);
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  return { store, index, look, lookAt, pass };
}

function createObjects(...clusters: string[]): ModuleDetail['objects'] {
  return clusters.map(cluster => ({
    cluster,
    kind: 'Namespace',
    namespace: null,
    name: 'billing',
    apiVersion: 'v1',
    source: 'kubernetes',
    binding: 'claimed',
    conflict: null,
    operable: false,
    facts: [],
  }));
}

/** With two modules, of which one was judged. */
function createWithModules() {
  const created = create();
  created.store.reconcile(createEntity('web'), createEntity('billing'));
  created.store.judge(
    createState('billing', 'sync', 'good'),
    createState('billing', 'recovery', 'bad', {
      placements: ['us-1', 'eu-1'].map(cluster => ({
        cluster,
        namespace: 'billing',
      })),
    }),
  );
  return created;
}

describe('StoredModuleIndex', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date(NOW) }));
  afterEach(() => jest.useRealTimers());

  it('knows every module, in order, with what was judged of it', async () => {
    const { index } = createWithModules();
    const { modules } = await index.current();
    expect([...modules.keys()]).toEqual([BILLING, 'component:default/web']);
    const billing = modules.get(BILLING)!;
    expect(billing.namespaces).toEqual(['billing']);
    expect(billing.claimedBy).toEqual([BILLING]);
    expect(JSON.parse(billing.json)).toEqual(billing.summary);
    expect(billing.json).toBe(billing.json);
  });

  it('asks for no more than the counters while nothing changes', async () => {
    const { store, index, pass } = createWithModules();
    const first = await index.current();
    for (let look = 0; look < 10; look++) {
      await pass(40);
      expect(await index.current()).toBe(first);
    }
    expect(store.readRevisions).toHaveBeenCalledTimes(11);
    expect(store.readChanges).toHaveBeenCalledTimes(1);
    expect(store.list).toHaveBeenCalledTimes(1);
  });

  it('keeps what did not change when something else does', async () => {
    const { store, look } = createWithModules();
    const before = await look();
    store.judge(createState('web', 'sync', 'bad'));
    const after = await look();
    expect(after.id).not.toBe(before.id);
    expect(after.modules.get(BILLING)).toBe(before.modules.get(BILLING));
    expect(after.modules.get('component:default/web')?.summary).toMatchObject({
      facets: { sync: { verdict: 'bad' } },
    });
    // What was given away stays as it was.
    expect(
      before.modules.get('component:default/web')?.summary.facets.sync.verdict,
    ).toBe('unknown');
  });

  it('is the same when only a detail is another one', async () => {
    const { store, look } = createWithModules();
    const before = await look();
    const { state, ...row } = createState('billing', 'sync', 'good');
    store.judge({ ...row, state: { ...state, evidenceAt: NOW } as never });
    expect(await look()).toBe(before);
  });

  it('knows entities that come, go, and go over', async () => {
    const { store, look } = createWithModules();
    await look();
    store.reconcile(createEntity('app'), createEntity('zoo'));
    const more = await look();
    expect([...more.modules.keys()]).toEqual(
      ['app', 'billing', 'web', 'zoo'].map(name => `component:default/${name}`),
    );

    store.reconcile(
      createEntity('web', { module: 'billing' }),
      'component:default/app',
    );
    const { modules } = await look();
    expect([...modules.keys()]).toEqual(
      ['billing', 'web', 'zoo'].map(name => `component:default/${name}`),
    );
    const both = [BILLING, 'component:default/web'];
    expect(modules.get(BILLING)?.claimedBy).toEqual(both);
    expect(modules.get('component:default/web')).toMatchObject({
      claimedBy: both,
      summary: { binding: 'conflict' },
    });

    store.reconcile(createEntity('web'));
    const apart = (await look()).modules;
    expect(apart.get(BILLING)?.claimedBy).toEqual([BILLING]);
  });

  it('has one id for what two replicas know', async () => {
    const { store, index } = createWithModules();
    const one = await index.current();
    jest.setSystemTime(new Date(Date.parse(NOW) + 1_000));
    const two = await create(store).index.current();
    expect(two.id).toBe(one.id);
    store.judge(createState('web', 'sync', 'busy'));
    expect((await create(store).index.current()).id).not.toBe(one.id);
  });

  describe('says of sources', () => {
    it('no moving time, and in lists only what is not as it should be', async () => {
      const { store, look, pass } = createWithModules();
      const before = await look();
      expect(before.statuses.map(({ confirmedAt }) => confirmedAt)).toEqual(
        before.statuses.map(({ since }) => since),
      );
      expect(before.listStatuses.map(({ source }) => source)).toEqual([
        'connection',
        'connection',
        'connection',
      ]);
      store.sources = store.sources.map(status => ({
        ...status,
        confirmedAt: NOW,
      }));
      await pass(1_000);
      expect(await look()).toBe(before);
      expect(store.list).toHaveBeenCalledTimes(2);
    });

    it('that one grew old, though nobody wrote that down', async () => {
      const { store, index, look, pass } = createWithModules();
      await look();
      // As it is answered now; the counters stand as they did.
      store.sources = store.sources.map(status =>
        status.source === 'velero' ? { ...status, state: 'stale' } : status,
      );
      await pass(1_000);
      const { modules, listStatuses } = await index.current();
      expect(listStatuses).toHaveLength(6);
      expect(modules.get(BILLING)?.summary.facets.sync).toMatchObject({
        verdict: 'unknown',
        headline: { code: 'unproven' },
      });
    });
  });

  describe('takes the colour away', () => {
    it('when a judgement holds no longer by itself', async () => {
      const { store, lookAt, index, pass } = createWithModules();
      const validUntil = '2026-11-22T11:01:00.500Z';
      store.judge(createState('billing', 'sync', 'good', { validUntil }));
      const before = await lookAt(BILLING);
      expect(before?.summary.facets.sync.verdict).toBe('good');
      await pass(500);
      const after = (await index.current()).modules.get(BILLING);
      expect(after?.summary.facets.sync.verdict).toBe('unknown');
    });

    it('when nobody has judged it for long, until the judges speak', async () => {
      const { store, lookAt, pass } = createWithModules();
      const verdict = async () =>
        (await lookAt(BILLING))?.summary.facets.sync.verdict;
      expect(await verdict()).toBe('good');
      await pass(4 * MINUTE_MS);
      expect(await verdict()).toBe('good');
      await pass(1);
      expect(await verdict()).toBe('unknown');

      store.reportJudged(shardOf('billing'), new Date());
      expect(await verdict()).toBe('good');
      await pass(5 * MINUTE_MS);
      expect(await verdict()).toBe('good');
      await pass(1);
      expect(await verdict()).toBe('unknown');
    });
  });

  describe('detail', () => {
    it('is the same while nothing changes, and asks the store once', async () => {
      const { store, index, pass } = createWithModules();
      const first = await index.detail(BILLING);
      expect(moduleDetailSchema.parse(first)).toEqual(first);
      await pass(2_000);
      expect(await index.detail(BILLING)).toBe(first);
      expect(store.listStates).toHaveBeenCalledTimes(1);
      expect(store.objectsOf).toHaveBeenCalledTimes(1);
    });

    it('says in steps that nothing waited, without reading again', async () => {
      const { store, index, pass } = createWithModules();
      const first = await index.detail(BILLING);
      await pass(10 * MINUTE_MS);
      store.reportJudged(shardOf('billing'), new Date());
      const later = await index.detail(BILLING);
      const ageMs =
        Date.now() - Date.parse(later?.facets.sync.assessedAt ?? '');
      expect(ageMs).toBeLessThan(5 * MINUTE_MS);
      expect(later).not.toBe(first);
      await pass(10);
      expect(await index.detail(BILLING)).toBe(later);
      expect(store.listStates).toHaveBeenCalledTimes(1);
    });

    it('is read once for all who ask at a time', async () => {
      const { store, index } = createWithModules();
      const details = await Promise.all(
        Array.from({ length: 50 }, () => index.detail(BILLING)),
      );
      expect(new Set(details).size).toBe(1);
      expect(store.listStates).toHaveBeenCalledTimes(1);
      expect(store.objectsOf).toHaveBeenCalledTimes(1);
    });

    it('is read again when its module or a cluster of it changes', async () => {
      const { store, index, look } = createWithModules();
      let last = await index.detail(BILLING);
      for (const change of [
        () => store.bump('billing'),
        () => store.bumpCluster('us-1'),
      ]) {
        change();
        await look();
        const next = await index.detail(BILLING);
        expect(next).not.toBe(last);
        last = next;
      }
      for (const change of [
        () => store.bump('web'),
        () => store.bumpCluster('ap-1'),
      ]) {
        change();
        await look();
        expect(await index.detail(BILLING)).toBe(last);
      }
      expect(store.objectsOf).toHaveBeenCalledTimes(3);
    });

    it('is made anew of what was read when its sources change', async () => {
      const { store, index, look } = createWithModules();
      const before = await index.detail(BILLING);
      const [connection, velero, ...others] = store.sources;
      const failed = { state: 'failed', message: 'No' } as const;
      store.report(connection, { ...velero, ...failed }, ...others);
      await look();
      // Nothing of it is on that cluster.
      expect(await index.detail(BILLING)).toBe(before);

      store.report(
        ...store.sources.map(status =>
          status.cluster === 'eu-1' ? { ...status, ...failed } : status,
        ),
      );
      await look();
      const after = await index.detail(BILLING);
      expect(after?.facets.sync).toMatchObject({
        state: { verdict: 'unknown', headline: { code: 'unproven' } },
        sources: [failed, failed],
      });
      expect(store.objectsOf).toHaveBeenCalledTimes(1);
    });

    it('asks nothing of an entity that is no module', async () => {
      const { store, index } = createWithModules();
      await expect(index.detail('component:default/no')).resolves.toBe(
        undefined,
      );
      expect(store.listStates).not.toHaveBeenCalled();
    });

    it('is read again when a cluster changes on which it has only objects', async () => {
      const { store, index, look } = createWithModules();
      const [object] = createObjects('ap-1');
      store.objects = { ...store.objects, objects: [object] };
      const before = await index.detail(BILLING);
      store.bumpCluster('xx-1');
      await look();
      expect(await index.detail(BILLING)).toBe(before);
      store.objects = { ...store.objects, objects: [] };
      store.bumpCluster('ap-1');
      await look();
      const after = await index.detail(BILLING);
      expect(after?.objects).toEqual([]);
      expect(await index.detail(BILLING)).toBe(after);
    });

    it('is not waited for without end, and can be read again then', async () => {
      const { store, index, pass } = createWithModules();
      store.objectsOf.mockReturnValueOnce(new Promise(() => {}));
      const asked = index.detail(BILLING).catch((error: Error) => error.name);
      await pass(10_000);
      await expect(asked).resolves.toBe('ServiceUnavailableError');
      await expect(index.detail(BILLING)).resolves.toBeDefined();
    });

    it('fails while the store does, and is there again by itself', async () => {
      const { store, index } = createWithModules();
      await index.current();
      store.objectsOf.mockRejectedValueOnce(new Error('No database'));
      await expect(index.detail(BILLING)).rejects.toThrow(
        expect.objectContaining({ name: 'ServiceUnavailableError' }),
      );
      await expect(index.detail(BILLING)).resolves.toBeDefined();
    });
  });

  it('takes a change over later that it could not take over', async () => {
    const keyOf = jest.fn((ref: string) => `key of ${ref}`);
    const { store, index, look, pass } = create(undefined, keyOf);
    store.reconcile(createEntity('billing'), createEntity('web'));
    await look();
    store.reconcile(
      createEntity('billing', { title: 'New' }),
      'component:default/web',
    );
    keyOf.mockImplementationOnce(() => {
      throw new Error('A mistake of ours');
    });
    const [billing] = (await look()).modules.values();
    expect(billing.summary.title).not.toBe('New');
    await pass(100);
    const { modules } = await index.current();
    expect([...modules.keys()]).toEqual([BILLING]);
    expect(modules.get(BILLING)?.summary.title).toBe('New');
  });

  it('goes on for a second without the store, and then no longer', async () => {
    const { store, index, pass } = createWithModules();
    const before = await index.current();
    store.readRevisions.mockRejectedValue(new Error('No database'));
    await pass(1_000);
    expect(await index.current()).toBe(before);
    await pass(1);
    await expect(index.current()).rejects.toThrow(
      expect.objectContaining({ name: 'ServiceUnavailableError' }),
    );
  });
});
