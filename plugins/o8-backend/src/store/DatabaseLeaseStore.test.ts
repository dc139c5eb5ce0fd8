import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { LeaseKeeper } from '../leases';
import { waitFor } from '../engine/__testUtils__/waitFor';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseLeaseStore } from './DatabaseLeaseStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

const TTL_MS = 60_000;
const HOUR_MS = 3_600_000;

describe.each(databases.eachSupportedId())('DatabaseLeaseStore, %s', id => {
  async function createStores() {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const create = () => DatabaseLeaseStore.create({ database });
    const [store, other] = [await create(), await create()];
    const take = (name: string, holder = 'one', ttlMs = TTL_MS) =>
      store.acquire({ name, holder, ttlMs });
    /** As if so much time had passed, by the clock of the database. */
    const age = async (ms: number) => {
      for (const table of ['leases', 'replicas']) {
        await knex(table).decrement('expires_at', ms);
      }
    };
    return { knex, store, other, take, age };
  }

  it('gives a lease to one', async () => {
    const { other, take } = await createStores();
    await expect(take('cluster/a')).resolves.toEqual({
      name: 'cluster/a',
      holder: 'one',
      epoch: 1,
    });
    await expect(
      other.acquire({ name: 'cluster/a', holder: 'two', ttlMs: TTL_MS }),
    ).resolves.toBeNull();
    await expect(take('cluster/a')).resolves.toBeNull();
    await expect(take('cluster/b', 'two')).resolves.toMatchObject({ epoch: 1 });
  });

  it('gives one to exactly one of many that ask at the same time', async () => {
    const { store, other, take } = await createStores();
    const ask = () =>
      Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          [store, other][index % 2].acquire({
            name: 'tick',
            holder: `replica-${index}`,
            ttlMs: TTL_MS,
          }),
        ),
      );
    expect((await ask()).filter(Boolean)).toHaveLength(1);
    expect((await ask()).filter(Boolean)).toHaveLength(0);
    await store.release([{ ...(await take('x'))!, name: 'tick', epoch: 9 }]);
    expect((await ask()).filter(Boolean)).toHaveLength(0);
  });

  it('gives one that ended to the next, with another epoch', async () => {
    const { store, take, age } = await createStores();
    const first = (await take('cluster/a'))!;
    await age(TTL_MS - 5_000);
    await expect(take('cluster/a', 'two')).resolves.toBeNull();
    await age(6_000);
    await expect(store.renew([first], { ttlMs: TTL_MS })).resolves.toEqual([]);
    await expect(take('cluster/a', 'two')).resolves.toEqual({
      name: 'cluster/a',
      holder: 'two',
      epoch: 2,
    });
    await expect(store.renew([first], { ttlMs: TTL_MS })).resolves.toEqual([]);
    await store.release([first]);
    await expect(take('cluster/a', 'three')).resolves.toBeNull();
  });

  it('keeps those that are renewed, and says which', async () => {
    const { store, take, age } = await createStores();
    const a = (await take('cluster/a'))!;
    const b = (await take('cluster/b'))!;
    const foreign = { ...(await take('cluster/c', 'two'))!, holder: 'one' };
    await age(TTL_MS - 5_000);
    await expect(
      store.renew([a, { ...b, epoch: 7 }, foreign], { ttlMs: TTL_MS }),
    ).resolves.toEqual([a]);
    await age(10_000);
    await expect(
      store.listTaken(['cluster/a', 'cluster/b', 'cluster/c', 'cluster/d']),
    ).resolves.toEqual(new Set(['cluster/a']));
    await expect(store.renew([], { ttlMs: 1 })).resolves.toEqual([]);
  });

  it('gives back what is released, at once', async () => {
    const { store, take } = await createStores();
    const lease = (await take('cluster/a'))!;
    await store.release([lease]);
    await store.release([]);
    await expect(store.listTaken(['cluster/a'])).resolves.toEqual(new Set());
    await expect(take('cluster/a', 'two')).resolves.toMatchObject({ epoch: 2 });
  });

  it('counts the replicas that are there', async () => {
    const { store, other, age } = await createStores();
    const beat = (holder: string) => other.heartbeat({ holder, ttlMs: TTL_MS });
    await expect(beat('b')).resolves.toEqual({ replicas: 1, rank: 0 });
    await expect(beat('B/1')).resolves.toEqual({ replicas: 2, rank: 0 });
    await expect(beat('c')).resolves.toEqual({ replicas: 3, rank: 2 });
    await store.leave('B/1');
    await expect(beat('c')).resolves.toEqual({ replicas: 2, rank: 1 });
    await age(TTL_MS + 1_000);
    await expect(beat('c')).resolves.toEqual({ replicas: 1, rank: 0 });
  });

  it('goes by the clock of the database, whatever a replica believes', async () => {
    const { take, knex } = await createStores();
    const now = jest.spyOn(Date, 'now').mockReturnValue(5);
    await take('cluster/a');
    now.mockReturnValue(Date.UTC(2100, 0));
    await expect(take('cluster/a', 'two')).resolves.toBeNull();
    now.mockRestore();
    const [{ expires_at: expiresAt }] = await knex('leases').select();
    expect(Math.abs(Number(expiresAt) - Date.now() - TTL_MS)).toBeLessThan(
      HOUR_MS,
    );
  });

  it('forgets what ended long ago, and nothing else', async () => {
    const { store, take, age, knex } = await createStores();
    await take('cluster/old');
    await store.heartbeat({ holder: 'old', ttlMs: TTL_MS });
    await age(2 * HOUR_MS);
    const released = (await take('cluster/released'))!;
    await store.release([released]);
    await take('cluster/held');
    await store.heartbeat({ holder: 'one', ttlMs: TTL_MS });
    await store.retain({ endedForMs: HOUR_MS });
    await expect(knex('leases').pluck('name').orderBy('name')).resolves.toEqual(
      ['cluster/held', 'cluster/released'],
    );
    await expect(knex('replicas').pluck('holder')).resolves.toEqual(['one']);
    // The epochs go on: a writer of before must not be taken for the one of now.
    await expect(take('cluster/released')).resolves.toMatchObject({ epoch: 2 });
  });

  it.each([`'; DROP TABLE leases; --`, '"x"', 'ü😀', '%_\\'])(
    'takes %j for a name',
    async name => {
      const { store, take } = await createStores();
      const lease = (await take(name, name))!;
      expect(lease).toEqual({ name, holder: name, epoch: 1 });
      await expect(store.renew([lease], { ttlMs: TTL_MS })).resolves.toEqual([
        lease,
      ]);
      await expect(take(name, 'two')).resolves.toBeNull();
    },
  );

  it('lets two keepers share, whose clocks differ by an hour', async () => {
    const { store, other } = await createStores();
    const held = [new Set<string>(), new Set<string>()];
    const overlaps: string[] = [];
    const keepers = [store, other].map((each, index) => {
      const keeper = new LeaseKeeper({
        store: each,
        holder: `replica-${index}`,
        names: Array.from({ length: 6 }, (_, shard) => `assess/${shard}`),
        work: async ({ name }, signal) => {
          if (held[1 - index].has(name)) {
            overlaps.push(name);
          }
          held[index].add(name);
          await new Promise(resolve =>
            signal.addEventListener('abort', resolve),
          );
          held[index].delete(name);
        },
        timing: { leaseTtlMs: 3_000, leaseRenewMs: 100 },
        logger: mockServices.logger.mock(),
        monotonicMs: () => performance.now() + index * HOUR_MS,
      });
      return keeper;
    });
    const sizes = async () => held.map(({ size }) => size);
    const untilSizes = (...wanted: number[]) =>
      waitFor(sizes, found => found.join() === wanted.join());

    keepers[0].start();
    await untilSizes(6, 0);
    keepers[1].start();
    await untilSizes(3, 3);
    await keepers[0].stop();
    await untilSizes(0, 6);
    await keepers[1].stop();
    await expect(sizes()).resolves.toEqual([0, 0]);
    expect(overlaps).toEqual([]);
  });
});
