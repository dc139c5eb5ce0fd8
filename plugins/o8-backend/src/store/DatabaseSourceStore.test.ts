import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
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
};
const us: SourceRow = {
  cluster: 'us-1',
  source: 'connection',
  state: 'fresh',
  since: '2026-11-22T10:42:00.000Z',
  confirmedAt: '2026-11-22T10:43:00.000Z',
  message: null,
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
});
