import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createEntity } from './__testUtils__/createStores';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import { touch } from './touch';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

const NOW = new Date('2026-11-22T10:00:00.000Z');
const PAST = '2026-11-22T09:59:59.999Z';
const FUTURE = '2026-11-22T10:00:00.001Z';

describe.each(databases.eachSupportedId())('touchDue, %s', id => {
  let knex: Knex;
  let store: DatabaseModuleStore;

  beforeAll(async () => {
    knex = await databases.init(id);
    const database = mockServices.database({ knex });
    store = await DatabaseModuleStore.create({ database });
  });

  /** Keeps modules of which a judgement holds until then, and has none wait. */
  async function keep(ends: Record<string, (string | null)[]>) {
    const entities = Object.keys(ends).map(name => createEntity(name));
    await store.reconcile(entities);
    for (const [module, until] of Object.entries(ends)) {
      await store.saveStates(
        until.map((validUntil, index) => ({
          entityRef: `component:default/${module}`,
          facet: `facet-${index}`,
          state: { verdict: 'good', headline: { code: 'x', params: {} } },
          sources: [],
          placements: [],
          binding: 'confirmed',
          assessedAt: PAST,
          validUntil,
        })),
        { module, revision: 1 },
      );
    }
    await knex('touched').delete();
  }

  const touched = (): Promise<string[]> =>
    knex('touched').orderBy('module').pluck('module');

  it('touches what holds no longer, once for all its facets', async () => {
    await keep({
      past: [null, PAST, PAST],
      now: [NOW.toISOString()],
      future: [FUTURE, null],
      never: [null],
    });
    await expect(store.touchDue(NOW, 10)).resolves.toBe(2);
    await expect(touched()).resolves.toEqual(['now', 'past']);
  });

  it('leaves what waits already, and goes on behind it', async () => {
    await keep({ a: [PAST], b: [PAST], c: [PAST] });
    await expect(store.touchDue(NOW, 2)).resolves.toBe(2);
    const before = await store.listTouched(10);
    await expect(store.touchDue(NOW, 2)).resolves.toBe(1);
    await expect(touched()).resolves.toEqual(['a', 'b', 'c']);
    await expect(store.touchDue(NOW, 2)).resolves.toBe(0);
    // It is judged once for that.
    expect(await store.listTouched(10)).toEqual(expect.arrayContaining(before));
  });

  it('lets what changed by itself go first', async () => {
    await keep({ due: [PAST], changed: [null] });
    await store.touchDue(NOW, 10);
    await touch(knex, ['changed']);
    const [first] = await store.listTouched(1);
    expect(first.module).toBe('changed');
  });

  it('is done with what was judged again', async () => {
    await keep({ a: [PAST] });
    await store.touchDue(NOW, 10);
    await keep({ a: [FUTURE] });
    await expect(store.touchDue(NOW, 10)).resolves.toBe(0);
    await expect(store.touchDue(new Date(FUTURE), 10)).resolves.toBe(1);
  });
});
