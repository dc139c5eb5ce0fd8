import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createModuleEntity } from '../engine/__testUtils__/startTestEngine';
import { createBatch, createFactRow, NOW } from './__testUtils__/createFactRow';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseFactStore } from './DatabaseFactStore';
import { DatabaseLeaseStore } from './DatabaseLeaseStore';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import { toDbFact } from './FactRow';
import { isPostgres } from './write';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });
const DAY_MS = 24 * 3_600_000;
const CHANGES = 50_000;
const MODULES = 125;
const GONE = 20_000;

const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

describe.each(databases.eachSupportedId())('Retention, %s', id => {
  async function createStores() {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const facts = await DatabaseFactStore.create({ database });
    const modules = await DatabaseModuleStore.create({ database });
    const leases = await DatabaseLeaseStore.create({ database });
    return { knex, facts, modules, leases };
  }

  /** Rows in bulk; the longest time that one statement took. */
  async function watch(knex: Knex, work: () => Promise<void>) {
    let most = 0;
    const look = (rows: unknown, { method }: { method: string }) => {
      if (method === 'del' && typeof rows === 'number') {
        most = Math.max(most, rows);
      }
    };
    knex.on('query-response', look);
    await work();
    knex.off('query-response', look);
    return most;
  }

  it('forgets the history before a time, year for year', async () => {
    const { knex, modules } = await createStores();
    const names = Array.from({ length: MODULES }, (_, index) => `m-${index}`);
    await modules.reconcile(names.map(name => createModuleEntity(name)));
    // One change a day for each module, since 400 days; the last one is not known.
    const rows = Array.from({ length: CHANGES }, (_, index) => ({
      entity_ref: `component:default/${names[index % MODULES]}`,
      facet: 'sync',
      verdict: index % 2 ? 'good' : 'bad',
      headline: '{"code":"x","params":{}}',
      at: daysAgo(400 - Math.floor(index / MODULES)).toISOString(),
    }));
    const quiet = {
      ...rows[0],
      facet: 'recovery',
      at: daysAgo(399.5).toISOString(),
    };
    const left = { ...rows[0], entity_ref: 'component:default/left' };
    await knex.batchInsert('state_history', [quiet, left, ...rows], 500);

    const most = await watch(knex, () =>
      modules.retain({ historyBefore: daysAgo(99.5) }),
    );
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(1_000);
    const ref = rows[0].entity_ref;
    const kept = await modules.listHistory(ref, 'sync');
    // 99 days, today, and what was so when they began.
    expect(kept).toHaveLength(100);
    expect(kept[0].at).toBe(daysAgo(100).toISOString());
    // One that did not change for so long is still known to be so.
    await expect(modules.listHistory(ref, 'recovery')).resolves.toHaveLength(1);
    await expect(modules.listHistory(left.entity_ref, 'sync')).resolves.toEqual(
      [],
    );
    const [{ count }] = await knex('state_history').count({ count: '*' });
    expect(Number(count)).toBe(100 * MODULES + 1);

    await modules.retain({ historyBefore: daysAgo(99.5) });
    await expect(modules.listHistory(ref, 'sync')).resolves.toEqual(kept);
  });

  it('forgets what is gone for long, and clusters that nobody reads', async () => {
    const { knex, facts, leases } = await createStores();
    const records = Array.from({ length: GONE }, (_, index) => ({
      ...toDbFact(createFactRow({ name: `r-${index}`, uid: 'u' }), NOW),
      gone_at: daysAgo(Math.floor((index * 60) / GONE) + 0.5).toISOString(),
    }));
    const row = (observedOn: string) =>
      toDbFact(createFactRow({ observedOn }), NOW);
    await knex.batchInsert('facts', records, 500);
    await knex.batchInsert('facts', ['eu-1', 'ap-1', 'new'].map(row), 10);
    for (const cluster of ['ap-1', 'eu-1']) {
      await knex('module_clusters').insert({ cluster, module: 'a' });
    }
    // A replica of the next version reads it already.
    await leases.acquire({ name: 'cluster/new', holder: 'x', ttlMs: 60_000 });

    const retain = () =>
      facts.retain({ goneBefore: daysAgo(30), clusters: ['eu-1'] });
    const most = await watch(knex, retain);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(1_000);
    const clusters = await knex('facts').distinct().pluck('observed_on');
    expect(clusters.sort()).toEqual(['eu-1', 'new']);
    const [{ count }] = await knex('facts').count({ count: '*' });
    expect(Number(count)).toBe(GONE / 2 + 2);
    await expect(
      knex('facts').where('gone_at', '<', daysAgo(30).toISOString()),
    ).resolves.toEqual([]);
    await expect(knex('module_clusters').pluck('cluster')).resolves.toEqual([
      'eu-1',
    ]);

    await knex('leases').update({ expires_at: 0 });
    await retain();
    await expect(
      knex('facts').distinct().pluck('observed_on'),
    ).resolves.toEqual(['eu-1']);
  });

  it('lets others write between its parts', async () => {
    const { knex, facts } = await createStores();
    const records = Array.from({ length: 5_000 }, (_, index) => ({
      ...toDbFact(createFactRow({ name: `r-${index}`, uid: 'u' }), NOW),
      gone_at: daysAgo(60).toISOString(),
    }));
    await knex.batchInsert('facts', records, 500);
    // PostgreSQL would be done before anybody else: one of its parts has to wait.
    const holder = isPostgres(knex) ? await knex.transaction() : undefined;
    await holder?.('facts').where({ name: 'r-4999' }).forUpdate().first();
    let isRetaining = true;
    const retained = facts
      .retain({ goneBefore: daysAgo(30), clusters: ['eu-1'] })
      .finally(() => {
        isRetaining = false;
      });
    await facts.apply(createBatch([createFactRow({ ownModule: 'one' })]));
    expect(isRetaining).toBe(true);
    await holder?.commit();
    await retained;
    await expect(knex('facts').pluck('name')).resolves.toEqual(['a']);
  });
});
