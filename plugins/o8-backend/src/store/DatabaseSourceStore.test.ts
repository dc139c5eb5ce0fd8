import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { DatabaseLeaseStore } from './DatabaseLeaseStore';
import { DatabaseSourceStore } from './DatabaseSourceStore';
import type { SourceRow } from './SourceStore';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';

const databases = TestDatabases.create({ ids: testDatabaseIds() });

const eu: SourceRow = {
  cluster: 'eu-1',
  source: 'connection',
  state: 'stale',
  since: '2026-11-22T10:42:00.000Z',
  confirmedAt: null,
  message: 'Not read yet',
  kinds: [],
};
const us: SourceRow = {
  cluster: 'us-1',
  source: 'connection',
  state: 'fresh',
  since: '2026-11-22T10:42:00.000Z',
  confirmedAt: '2026-11-22T10:43:00.000Z',
  message: null,
  kinds: [
    { group: 'velero.io', kind: 'Backup', state: 'fresh', message: null },
  ],
};

describe.each(databases.eachSupportedId())('DatabaseSourceStore, %s', id => {
  async function createStores() {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const create = () => DatabaseSourceStore.create({ database });
    return { knex, create, store: await create() };
  }

  it('is empty at first', async () => {
    const { store } = await createStores();
    await expect(store.list()).resolves.toEqual([]);
  });

  it('keeps what it was given, in order, over a restart', async () => {
    const { store, create } = await createStores();
    await store.reconcile([us, eu]);

    await expect((await create()).list()).resolves.toEqual([eu, us]);
  });

  it('adds what is new, drops what is gone and leaves the rest alone', async () => {
    const { store } = await createStores();
    await store.reconcile([eu, us]);

    const later = '2026-11-22T11:00:00.000Z';
    const ap = { ...eu, cluster: 'ap-1', since: later };
    await store.reconcile([ap, { ...eu, since: later }]);

    await expect(store.list()).resolves.toEqual([ap, eu]);
  });

  it('drops nothing of a cluster that another replica reads', async () => {
    const { store, knex } = await createStores();
    await store.reconcile([eu, us]);
    const leases = await DatabaseLeaseStore.create({
      database: mockServices.database({ knex }),
    });
    const lease = await leases.acquire({
      name: 'cluster/us-1',
      holder: 'newer',
      ttlMs: 60_000,
    });
    // A replica with the configuration of yesterday starts once more.
    await store.reconcile([eu]);
    await expect(store.list()).resolves.toEqual([eu, us]);

    await leases.release([lease!]);
    await store.reconcile([eu]);
    await expect(store.list()).resolves.toEqual([eu]);
  });

  it('does nothing by halves', async () => {
    const { store } = await createStores();
    await store.reconcile([eu]);

    const broken = { ...us, state: null } as unknown as SourceRow;
    await expect(store.reconcile([broken])).rejects.toThrow(/state/);
    await expect(store.list()).resolves.toEqual([eu]);
  });

  it('serves replicas that start at the same time', async () => {
    const { store, create } = await createStores();
    const other = await create();
    await Promise.all([
      store.reconcile([eu, us]),
      other.reconcile([eu, us]),
      store.reconcile([eu, us]),
    ]);

    await expect(store.list()).resolves.toEqual([eu, us]);
  });

  it('tells whether a state is another one, and keeps every word', async () => {
    const { store } = await createStores();
    await store.reconcile([eu]);
    await expect(store.report(us)).resolves.toBe(true);
    await expect(store.report(us)).resolves.toBe(false);
    const failed: SourceRow = { ...us, state: 'failed', message: 'first' };
    await expect(store.report(failed)).resolves.toBe(true);
    const second = { ...failed, message: 'second' };
    await expect(store.report(second)).resolves.toBe(false);
    await expect(store.list()).resolves.toEqual([eu, second]);
  });

  it('keeps a message with signs that a database refuses', async () => {
    const { store } = await createStores();
    await store.report({ ...eu, message: 'a\0\'b"; 😀' });
    await expect(store.list()).resolves.toEqual([
      { ...eu, message: 'a\'b"; 😀' },
    ]);
  });

  it('confirms those that are asked for, where there is something to confirm', async () => {
    const { store } = await createStores();
    const of = (source: string, state: SourceRow['state']): SourceRow => ({
      ...us,
      source,
      state,
    });
    const rows = [
      of('fresh', 'fresh'),
      of('missing', 'unsupported'),
      of('failed', 'failed'),
      of('stale', 'stale'),
      of('unasked', 'fresh'),
      { ...of('fresh', 'fresh'), cluster: 'eu-1' },
    ];
    await store.reconcile(rows);
    const at = new Date('2026-11-22T12:00:00Z');
    await store.confirm({
      cluster: 'us-1',
      sources: ['fresh', 'missing', 'failed', 'stale'],
      at,
    });
    await store.confirm({ cluster: 'us-1', sources: [], at: new Date(0) });

    const confirmed = (await store.list())
      .filter(({ confirmedAt }) => confirmedAt === at.toISOString())
      .map(({ cluster, source }) => `${cluster} ${source}`);
    expect(confirmed).toEqual(['us-1 fresh', 'us-1 missing']);
  });
});
