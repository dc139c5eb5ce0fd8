import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { LeaseLostError, type Lease } from '../leases';
import { createEntity } from './__testUtils__/createStores';
import {
  createBatch,
  createFactRow,
  LATER,
  NOW,
} from './__testUtils__/createFactRow';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseChangeReader } from './DatabaseChangeReader';
import { DatabaseFactStore } from './DatabaseFactStore';
import { DatabaseLeaseStore } from './DatabaseLeaseStore';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import { DatabaseSourceStore } from './DatabaseSourceStore';
import { lockEntities } from './lockEntities';
import type { NewState } from './ModuleStore';
import type { SourceRow } from './SourceStore';
import { touch, untouch } from './touch';
import { write } from './write';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });
const TTL_MS = 60_000;

const source: SourceRow = {
  cluster: 'eu-1',
  source: 'x',
  state: 'fresh',
  since: NOW.toISOString(),
  confirmedAt: NOW.toISOString(),
  message: null,
  kinds: [],
};

/** Whether it is the server's word or that of the client, which finds nobody there. */
const SESSION_ENDED = /terminat|idle-in-transaction|connection error/i;

const createState = (entityRef: string): NewState => ({
  entityRef,
  facet: 'sync',
  state: { verdict: 'good', headline: { code: 'x', params: {} } },
  sources: [],
  placements: [],
  binding: 'confirmed',
  assessedAt: NOW.toISOString(),
  validUntil: null,
});

/** Nothing else of this process goes on meanwhile. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

const pause = (ms: number) =>
  new Promise(resolve => {
    setTimeout(resolve, ms);
  });

async function createStores(knex: Knex) {
  const database = mockServices.database({ knex });
  const leases = await DatabaseLeaseStore.create({ database });
  const take = async (holder: string) =>
    (await leases.acquire({ name: 'cluster/a', holder, ttlMs: TTL_MS }))!;
  return {
    knex,
    leases,
    take,
    facts: await DatabaseFactStore.create({ database }),
    modules: await DatabaseModuleStore.create({ database }),
    sources: await DatabaseSourceStore.create({ database }),
  };
}

describe.each(databases.eachSupportedId())('The fence, %s', id => {
  const tables = ['facts', 'sources', 'states', 'state_history', 'touched'];

  async function createWorld() {
    const stores = await createStores(await databases.init(id));
    const { knex, facts, modules, sources } = stores;
    await modules.reconcile([
      {
        entityRef: 'component:default/a',
        module: 'a',
        title: 'a',
        description: null,
        owner: null,
        owners: [],
        system: null,
        landingZone: null,
        tier: null,
        rpoMs: null,
        claims: [],
        claimProblems: [],
      },
    ]);
    await facts.apply(createBatch([createFactRow({ name: 'kept' })]));
    await sources.report(source);
    await touch(knex, ['a']);
    const [touched] = await modules.listTouched(10);
    const writes: Record<string, (fence: Lease) => Promise<unknown>> = {
      apply: fence => facts.apply({ ...createBatch([createFactRow()]), fence }),
      sweep: fence =>
        facts.sweep({
          observedOn: 'eu-1',
          kind: 'x/A',
          seen: new Set(),
          now: LATER,
          fence,
        }),
      report: fence => sources.report({ ...source, state: 'failed' }, fence),
      confirm: fence =>
        sources.confirm({
          cluster: 'eu-1',
          sources: ['x'],
          at: LATER,
          fence,
        }),
      saveStates: fence =>
        modules.saveStates(
          [createState('component:default/a')],
          touched,
          fence,
        ),
    };
    const content = async () =>
      Promise.all(tables.map(table => knex(table).select()));
    return { ...stores, writes, content };
  }

  it.each(['apply', 'sweep', 'report', 'confirm', 'saveStates'])(
    'lets the holder %s, and nobody who was it before',
    async method => {
      const { writes, content, take, leases, knex } = await createWorld();
      const old = await take('one');
      await knex('leases').update({ expires_at: 0 });
      const current = await take('two');
      const before = await content();

      await expect(writes[method](old)).rejects.toThrow(LeaseLostError);
      await expect(
        writes[method]({ ...current, holder: 'one' }),
      ).rejects.toThrow(LeaseLostError);
      await expect(
        writes[method]({ ...current, name: 'cluster/b' }),
      ).rejects.toThrow('The lease cluster/b has another holder now');
      await expect(content()).resolves.toEqual(before);

      await writes[method](current);
      await expect(content()).resolves.not.toEqual(before);
      await leases.release([current]);
      await expect(writes.confirm(current)).rejects.toThrow(LeaseLostError);
    },
  );

  it('goes by whose it is, not by the time', async () => {
    const { writes, take, knex } = await createWorld();
    const lease = await take('one');
    await knex('leases').update({ expires_at: 0 });
    // Nobody else took it, so nobody else has written.
    await expect(writes.apply(lease)).resolves.toMatchObject({ changed: 1 });
  });
});

const postgresIds = databases
  .eachSupportedId()
  .filter(([id]) => id.startsWith('POSTGRES'));

// Each needs two sessions at once, which SQLite does not have.
if (postgresIds.length > 0) {
  describe.each(postgresIds)('Writers that meet, %s', id => {
    const timing = { writeIdleMs: 400, lockWaitMs: 300 };

    it('takes the session from one that is stopped, and keeps nothing of it', async () => {
      const stores = await createStores(await databases.init(id));
      const { knex, facts, take, leases } = stores;
      const fence = await take('one');
      const before = await knex('touched').select();
      const stopped = write({ knex, fence, timing }, async tx => {
        await touch(tx, ['half']);
        // As long as SIGSTOP would: nothing of this process asks anything.
        await pause(3 * timing.writeIdleMs);
        await touch(tx, ['other half']);
      });
      await expect(stopped).rejects.toThrow(SESSION_ENDED);
      await expect(knex('touched').select()).resolves.toEqual(before);

      // Also one that has only to commit.
      const last = write({ knex, fence, timing }, async tx => {
        await touch(tx, ['almost']);
        await pause(3 * timing.writeIdleMs);
      });
      await expect(last).rejects.toThrow(SESSION_ENDED);
      await expect(knex('touched').select()).resolves.toEqual(before);

      // Its connections are gone from the pool, and the next call has another one.
      const batch = createBatch([createFactRow({ ownModule: 'one' })]);
      await expect(facts.apply({ ...batch, fence })).resolves.toMatchObject({
        changed: 1,
      });
      await expect(leases.renew([fence], { ttlMs: 1_000 })).resolves.toEqual([
        fence,
      ]);
    });

    it('takes it from a reader that is stopped too: its snapshot would stay', async () => {
      const knex = await databases.init(id);
      const database = mockServices.database({ knex });
      const modules = await DatabaseModuleStore.create({ database });
      await modules.reconcile([createEntity('stopped')]);
      await modules.saveStates([createState('component:default/stopped')], {
        module: 'stopped',
        revision: 1,
      });
      const reader = await DatabaseChangeReader.create({ database, timing });
      const stands = reader.readChanges({
        since: undefined,
        // As SIGSTOP does it: the whole process stands still.
        project: () => standStill(3 * timing.writeIdleMs),
      });
      await expect(stands).rejects.toThrow(SESSION_ENDED);
    });

    it('has a take-over wait for a write, and a renewal pass it', async () => {
      const stores = await createStores(await databases.init(id));
      const { knex, take, leases } = stores;
      const fence = await take('one');
      const order: string[] = [];
      let taken: Promise<unknown> = Promise.resolve();
      await write({ knex, fence }, async tx => {
        await touch(tx, ['a']);
        await leases.renew([fence], { ttlMs: TTL_MS });
        order.push('renewed');
        await knex('leases').update({ expires_at: 0 });
        taken = take('two').then(() => order.push('taken'));
        await pause(300);
        order.push('written');
      });
      await taken;
      expect(order).toEqual(['renewed', 'written', 'taken']);
      await expect(
        write({ knex, fence }, tx => touch(tx, ['late'])),
      ).rejects.toThrow(LeaseLostError);
      await expect(knex('touched').pluck('module')).resolves.toEqual(['a']);
    });

    it('does not wait for ever for what somebody else has locked', async () => {
      const { knex, take } = await createStores(await databases.init(id));
      const fence = await take('one');
      await knex.transaction(async blocker => {
        await blocker.raw('LOCK TABLE touched IN ACCESS EXCLUSIVE MODE');
        await expect(
          write({ knex, fence, timing }, tx => touch(tx, ['a'])),
        ).rejects.toThrow(/lock timeout/);
      });
      await write({ knex, fence, timing }, tx => touch(tx, ['a']));
      await expect(knex('touched').pluck('module')).resolves.toEqual(['a']);
    });

    it('leaves the sessions of the pool as they were', async () => {
      const { knex, take } = await createStores(await databases.init(id));
      const fence = await take('one');
      await write({ knex, fence, timing }, tx => touch(tx, ['a']));
      await knex.transaction(async tx => {
        const { rows } = await tx.raw('SHOW lock_timeout');
        expect(rows).toEqual([{ lock_timeout: '0' }]);
      });
    });
  });

  /** In this order; where a locale leaves the dash out, in the other one. */
  const NAMES = ['a-b', 'aa'];

  describe.each(postgresIds)('the order of locks, %s', id => {
    let knex: Knex;
    let store: DatabaseModuleStore;

    beforeAll(async () => {
      knex = await databases.init(id);
      const database = mockServices.database({ knex });
      store = await DatabaseModuleStore.create({ database });
      await knex.raw(
        `CREATE COLLATION no_dash (provider = icu, locale = 'en-u-ka-shifted')`,
      );
      for (const [table, column, length] of [
        ['touched', 'module', 63],
        ['modules', 'entity_ref', 255],
      ]) {
        await knex.raw(
          `ALTER TABLE ?? ALTER COLUMN ?? TYPE varchar(${length}) COLLATE no_dash`,
          [table, column],
        );
      }
      await store.reconcile(NAMES.map(name => createEntity(name)));
    });

    /** Has one hold the first row while another begins, and then want the second. */
    async function meet(
      hold: (tx: Knex.Transaction, name: string) => Promise<unknown>,
      other: (tx: Knex.Transaction) => Promise<unknown>,
    ) {
      await knex
        .transaction(async tx => {
          await hold(tx, NAMES[0]);
          const others = knex.transaction(other);
          others.catch(() => undefined); // Awaited below.
          await untilWaiting();
          await hold(tx, NAMES[1]);
          return { others };
        })
        .then(({ others }) => others);
    }

    async function untilWaiting() {
      for (;;) {
        const { rows } = await knex.raw(
          `SELECT 1 FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        if (rows.length > 0) {
          return;
        }
      }
    }

    it('is that of names for those who touch, and who judge', async () => {
      const touched = await store.listTouched(10);
      expect(touched).toHaveLength(2);
      await expect(
        meet(
          (tx, name) => touch(tx, [name]),
          tx => untouch(tx, touched),
        ),
      ).resolves.toBeUndefined();
      // Touched again meanwhile.
      await expect(store.listTouched(10)).resolves.toHaveLength(2);
    });

    it.each(['share', 'update'] as const)(
      'is that of refs, to %s',
      async mode => {
        const refs = NAMES.map(name => `component:default/${name}`);
        await meet(
          (tx, name) =>
            tx('modules')
              .where({ entity_ref: `component:default/${name}` })
              .update({ hash: mode }),
          async tx => {
            const found = await lockEntities(tx, refs, mode);
            expect([...found.values()].sort()).toEqual(NAMES);
          },
        );
        await expect(knex('modules').pluck('hash')).resolves.toEqual([
          mode,
          mode,
        ]);
      },
    );
  });
}
