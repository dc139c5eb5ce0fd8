import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { readO8Config } from '../config';
import {
  DatabaseFactReader,
  DatabaseFactStore,
  DatabaseLeaseStore,
  DatabaseModuleStore,
  DatabaseSourceStore,
} from '../store';
import type { EngineTiming } from '../timing';
import { createModuleEntity, waitFor } from './__testUtils__/startTestEngine';
import { Engine } from './Engine';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const NEVER_MS = 3_600_000;

describe('As time passes', () => {
  /** An engine without a cluster, and how often each module was judged. */
  async function start(timing: Partial<EngineTiming>) {
    const knex = await databases.init('SQLITE_3');
    const database = mockServices.database({ knex });
    const moduleStore = await DatabaseModuleStore.create({ database });
    const saveAll = jest.spyOn(moduleStore, 'saveAll');
    const touchDue = jest.spyOn(moduleStore, 'touchDue');
    const engine = new Engine({
      config: readO8Config(mockServices.rootConfig()),
      sources: [],
      factReader: await DatabaseFactReader.create({ database }),
      factStore: await DatabaseFactStore.create({ database }),
      leaseStore: await DatabaseLeaseStore.create({ database }),
      moduleStore,
      sourceStore: await DatabaseSourceStore.create({ database }),
      onChanged: async () => {},
      logger: mockServices.logger.mock(),
      timing: { assessIdleMs: 20, assessPaceMs: 1, ...timing },
    });
    await engine.start();
    await engine.setModules(['a', 'b'].map(name => createModuleEntity(name)));
    const countOf = (name: string) =>
      saveAll.mock.calls
        .flatMap(([judgements]) => judgements)
        .filter(({ touched }) => touched.module === name).length;
    await waitFor(
      async () => [
        ...(await moduleStore.listTouched(10)),
        ...(await knex('fan_outs').select()),
      ],
      waiting => waiting.length === 0 && countOf('a') > 0,
    );
    return { engine, knex, moduleStore, touchDue, countOf };
  }

  it('judges again what holds no longer, shortly before, and only that', async () => {
    const { engine, knex, touchDue, countOf } = await start({
      dueIntervalMs: 20,
      reassessMs: NEVER_MS,
    });
    const before = countOf('b');
    const soon = new Date(Date.now() + 30).toISOString();
    await knex('states')
      .where({ entity_ref: 'component:default/a', facet: 'sync' })
      .update({ valid_until: soon });
    const judged = countOf('a');
    await waitFor(
      async () => countOf('a'),
      count => count > judged,
    );
    await engine.stop();

    expect(countOf('b')).toBe(before);
    const [[now, limit]] = touchDue.mock.calls;
    expect(now.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(limit).toBe(200);
  });

  it('judges everything again now and then, one shard after the other', async () => {
    const { engine, moduleStore, countOf } = await start({
      dueIntervalMs: 5,
      reassessMs: 16 * 10,
    });
    const fanOut = jest.spyOn(moduleStore, 'fanOut');
    const before = { a: countOf('a'), b: countOf('b') };
    await waitFor(
      async () => [countOf('a') - before.a, countOf('b') - before.b],
      more => more.every(count => count > 0),
    );
    await engine.stop();

    const shards = fanOut.mock.calls.map(
      ([scope]) => (scope as { shard: number }).shard,
    );
    const [first] = shards;
    expect(shards).toEqual(shards.map((_, index) => (first + index) % 16));
  });

  it('outlives a store that fails', async () => {
    const { engine, touchDue } = await start({
      dueIntervalMs: 10,
      reassessMs: NEVER_MS,
    });
    touchDue.mockRejectedValueOnce(new Error('away'));
    const calls = touchDue.mock.calls.length;
    const more = await waitFor(
      async () => touchDue.mock.calls.length,
      count => count > calls + 2,
    );
    await engine.stop();
    expect(more).toBeGreaterThan(calls + 2);
  });
});
