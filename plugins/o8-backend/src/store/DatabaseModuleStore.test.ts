import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import type { ModuleEntity, NewState, TouchedModule } from './ModuleStore';
import { touch } from './touch';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

const T1 = '2026-11-22T10:00:00.000Z';
const T2 = '2026-11-22T11:00:00.000Z';
const T3 = '2026-11-22T12:00:00.000Z';

function entity(
  name: string,
  overrides: Partial<ModuleEntity> = {},
): ModuleEntity {
  return {
    entityRef: `component:default/${name}`,
    module: name,
    title: name,
    description: null,
    owner: null,
    owners: [],
    system: null,
    landingZone: null,
    tier: null,
    rpoMs: null,
    claims: [],
    claimProblems: [],
    ...overrides,
  };
}

function state(
  name: string,
  overrides: Partial<NewState['state']> & Partial<NewState> = {},
): NewState {
  const { verdict = 'good', headline, ...rest } = overrides;
  return {
    entityRef: `component:default/${name}`,
    facet: 'sync',
    state: {
      verdict,
      headline: headline ?? { code: 'synced', params: {} },
      ...rest.state,
    },
    sources: [{ cluster: 'eu-1', source: 'argocd' }],
    placements: [{ cluster: 'eu-1', namespace: name }],
    binding: 'confirmed',
    assessedAt: rest.assessedAt ?? T1,
    validUntil: rest.validUntil ?? null,
    ...(rest.facet ? { facet: rest.facet } : {}),
    ...(rest.sources ? { sources: rest.sources } : {}),
    ...(rest.placements ? { placements: rest.placements } : {}),
  };
}

/** The module of which states are kept here; it is on no list. */
const A: TouchedModule = { module: 'a', revision: 1 };

describe.each(databases.eachSupportedId())('DatabaseModuleStore, %s', id => {
  async function createStore(...entities: ModuleEntity[]) {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const create = () => DatabaseModuleStore.create({ database });
    const store = await create();
    await store.reconcile(entities);
    await knex('touched').delete();
    const touched = async () =>
      (await store.listTouched(1_000)).map(({ module }) => module).sort();
    return { knex, create, store, touched };
  }

  describe('reconcile', () => {
    it('keeps what it was given, ordered, over a restart', async () => {
      const { create } = await createStore(entity('b'), entity('a'));
      const store = await create();
      await expect(store.listEntities()).resolves.toEqual([
        entity('a'),
        entity('b'),
      ]);
      await expect(store.getEntity('component:default/a')).resolves.toEqual(
        entity('a'),
      );
      await expect(store.getEntity('component:default/c')).resolves.toBe(
        undefined,
      );
    });

    it('touches what is new, changed or gone, and nothing else', async () => {
      const { store, touched, knex } = await createStore(
        entity('same'),
        entity('changed'),
        entity('gone'),
      );
      await expect(
        store.reconcile([
          entity('same'),
          entity('changed', { rpoMs: 1 }),
          entity('new'),
        ]),
      ).resolves.toEqual({ changed: 3 });
      await expect(touched()).resolves.toEqual(['changed', 'gone', 'new']);

      await knex('touched').delete();
      const again = await store.listEntities();
      await expect(store.reconcile(again)).resolves.toEqual({ changed: 0 });
      await expect(touched()).resolves.toEqual([]);
    });

    it('touches both modules when an entity goes over', async () => {
      const { store, touched } = await createStore(entity('a'));
      await store.reconcile([entity('a', { module: 'b' })]);
      await expect(touched()).resolves.toEqual(['a', 'b']);
      await expect(store.entitiesOf(['a'])).resolves.toEqual(
        new Map([['a', []]]),
      );
    });

    it('forgets the states of an entity that is gone', async () => {
      const b = entity('b', { module: 'a' });
      const { store } = await createStore(entity('a'), b);
      await store.saveStates([state('a'), state('b')], A);
      await store.reconcile([b]);
      const left = await store.listStates();
      expect(left.map(({ entityRef }) => entityRef)).toEqual([
        'component:default/b',
      ]);
    });

    it('knows everybody who claims a module', async () => {
      const { store } = await createStore(
        entity('b', { module: 'm' }),
        entity('a', { module: 'm' }),
        entity('c'),
      );
      const claims = (await store.entitiesOf(['m'])).get('m')!;
      expect(claims.map(({ title }) => title)).toEqual(['a', 'b']);
    });

    it('takes many at once', async () => {
      const { store } = await createStore();
      const many = Array.from({ length: 1_200 }, (_, i) => entity(`m-${i}`));
      await expect(store.reconcile(many)).resolves.toEqual({ changed: 1_200 });
      await expect(store.listEntities()).resolves.toHaveLength(1_200);
      await expect(store.reconcile([])).resolves.toEqual({ changed: 1_200 });
    });

    it.each([
      `o'; DROP TABLE modules; --`,
      '"x"',
      'ü😀',
      'x'.repeat(1_000),
      'a\0b',
    ])('is not stopped by a module that calls itself %j', async module => {
      const hostile = entity('hostile', { module, title: module });
      const { store, touched } = await createStore();
      await store.reconcile([hostile, entity('good')]);
      await expect(store.listEntities()).resolves.toEqual([
        entity('good'),
        hostile,
      ]);
      await expect(store.entitiesOf([module])).resolves.toEqual(
        new Map([[module, [hostile]]]),
      );
      for (const name of await touched()) {
        expect((await store.entitiesOf([name])).get(name)).toHaveLength(1);
      }
    });

    it('finds nothing under a name that no database can keep', async () => {
      const { store } = await createStore();
      for (const ref of ['component:default/a\0b', 'x'.repeat(10_000)]) {
        await expect(store.getEntity(ref)).resolves.toBeUndefined();
      }
    });
  });

  describe('saveStates', () => {
    it('keeps states, and since when their verdicts are so', async () => {
      const { store } = await createStore(entity('a'));
      await expect(store.saveStates([state('a')], A)).resolves.toEqual([
        'component:default/a',
      ]);
      await store.saveStates([state('a', { assessedAt: T2 })], A);
      await expect(store.listStates(['component:default/a'])).resolves.toEqual([
        // It says nothing new.
        { ...state('a'), since: T1 },
      ]);
      await store.saveStates(
        [state('a', { verdict: 'bad', assessedAt: T3 })],
        A,
      );
      await expect(store.listStates()).resolves.toEqual([
        expect.objectContaining({ since: T3, assessedAt: T3 }),
      ]);
      await expect(store.listStates([])).resolves.toEqual([]);
    });

    it.each<[string, Partial<NewState>, boolean]>([
      ['nothing', {}, false],
      ['another time of judgement', { assessedAt: T2 }, false],
      [
        'another source',
        { sources: [{ cluster: 'us-1', source: 'argocd' }] },
        true,
      ],
      ['another place', { placements: [] }, true],
    ])('takes %s for what it is', async (_, overrides, isChange) => {
      const { store } = await createStore(entity('a'));
      await store.saveStates([state('a')], A);
      const changed = await store.saveStates(
        [{ ...state('a'), ...overrides }],
        A,
      );
      expect(changed).toHaveLength(isChange ? 1 : 0);
    });

    it('takes newer evidence alone for no change, wherever it stands', async () => {
      const { store } = await createStore(entity('a'));
      const at = (evidenceAt: string, count = 1): NewState => {
        const made = state('a');
        const detail = { checks: [{ evidenceAt, count }], evidenceAt };
        return { ...made, state: { ...made.state, ...detail } };
      };
      await store.saveStates([at(T1)], A);
      await expect(store.saveStates([at(T2)], A)).resolves.toEqual([]);
      await expect(store.listStates()).resolves.toEqual([
        expect.objectContaining({
          state: expect.objectContaining({ evidenceAt: T2 }),
        }),
      ]);
      await expect(store.saveStates([at(T2, 2)], A)).resolves.toHaveLength(1);
    });

    it('writes history only for another verdict or another headline', async () => {
      const { store } = await createStore(entity('a'));
      const save = (overrides: Parameters<typeof state>[1]) =>
        store.saveStates([state('a', overrides)], A);
      const headline = (code: string, count = 0) => ({
        code,
        params: { count },
      });
      await save({});
      await save({ assessedAt: T2, placements: [] });
      await save({ headline: headline('drifted'), assessedAt: T2 });
      await save({ headline: headline('drifted', 2), assessedAt: T3 });
      await save({
        verdict: 'bad',
        headline: headline('drifted', 2),
        assessedAt: T3,
      });

      const ref = 'component:default/a';
      await expect(store.listHistory(ref, 'sync')).resolves.toEqual([
        { verdict: 'good', headline: { code: 'synced', params: {} }, at: T1 },
        { verdict: 'good', headline: headline('drifted'), at: T2 },
        { verdict: 'bad', headline: headline('drifted', 2), at: T3 },
      ]);
      await expect(store.listHistory(ref, 'recovery')).resolves.toEqual([]);

      await store.retain({ historyBefore: new Date(T3) });
      const left = await store.listHistory(ref, 'sync');
      expect(left.map(({ at }) => at)).toEqual([T3]);
    });

    it('names each entity once, whatever of it changed', async () => {
      const b = entity('b', { module: 'a' });
      const { store } = await createStore(entity('a'), b);
      await expect(
        store.saveStates(
          [state('a'), state('a', { facet: 'recovery' }), state('b')],
          A,
        ),
      ).resolves.toEqual(['component:default/a', 'component:default/b']);
    });

    it('keeps nothing of an entity that left meanwhile', async () => {
      const { store } = await createStore(entity('a'));
      await store.reconcile([]);
      await expect(store.saveStates([state('a')], A)).resolves.toEqual([]);
      await expect(store.listStates()).resolves.toEqual([]);
    });

    it('keeps nothing of an entity that is another module by now', async () => {
      const { store } = await createStore(entity('a'));
      await store.reconcile([entity('a', { module: 'b' })]);
      const b = { module: 'b', revision: 1 };
      await store.saveStates([state('a', { assessedAt: T2 })], b);
      // Somebody else has judged it by what it was, and comes late.
      const late = [state('a', { verdict: 'bad' })];
      await expect(store.saveStates(late, A)).resolves.toEqual([]);
      const ref = 'component:default/a';
      await expect(store.listStates()).resolves.toEqual([
        expect.objectContaining({ entityRef: ref, assessedAt: T2 }),
      ]);
      await expect(store.listHistory(ref, 'sync')).resolves.toHaveLength(1);
    });

    it('takes a module off the list', async () => {
      const { store, knex, touched } = await createStore(entity('a'));
      await touch(knex, ['a', 'b']);
      const all = await store.listTouched(10);
      await store.saveStates([], all.find(({ module }) => module === 'a')!);
      await expect(touched()).resolves.toEqual(['b']);
    });

    it('leaves one on the list that was touched again meanwhile', async () => {
      const { store, knex, touched } = await createStore(entity('a'));
      await touch(knex, ['a']);
      const [before] = await store.listTouched(10);
      await touch(knex, ['a']);
      await store.saveStates([state('a')], before);
      await expect(touched()).resolves.toEqual(['a']);
    });

    it('leaves one on the list that another replica took off before', async () => {
      const { store, knex, touched } = await createStore(entity('a'));
      await touch(knex, ['a']);
      const [before] = await store.listTouched(10);
      await store.saveStates([state('a')], before);
      await touch(knex, ['a']);
      await store.saveStates([state('a')], before);
      await expect(touched()).resolves.toEqual(['a']);
    });
  });

  describe('the list of touched modules', () => {
    it('is read in parts', async () => {
      const { store, knex } = await createStore();
      await touch(
        knex,
        Array.from({ length: 1_100 }, (_, index) => `m-${index}`),
      );
      await expect(store.listTouched(50)).resolves.toHaveLength(50);
      await expect(store.listTouched(5_000)).resolves.toHaveLength(1_100);
    });

    it('takes the same modules from many at once', async () => {
      const { knex, touched } = await createStore();
      const names = ['a', 'b', 'c', 'd'];
      await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          knex.transaction(tx =>
            touch(tx, index % 2 ? names : [...names].reverse()),
          ),
        ),
      );
      await expect(touched()).resolves.toEqual(names);
    });
  });

  describe('getSecret', () => {
    it('makes one at the first use, and the same for all', async () => {
      const { create } = await createStore();
      const stores = await Promise.all([create(), create(), create()]);
      const secrets = await Promise.all(
        stores.map(store => store.getSecret('signals')),
      );
      expect(new Set(secrets).size).toBe(1);
      expect(secrets[0]).toMatch(/^[0-9a-f]{64}$/);
      const other = await stores[0].getSecret('other');
      expect(other).not.toBe(secrets[0]);
      await expect((await create()).getSecret('signals')).resolves.toBe(
        secrets[0],
      );
    });
  });
});
