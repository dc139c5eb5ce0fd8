import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { LeaseLostError, type Lease } from '../leases';
import { createEntity } from './__testUtils__/createStores';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseLeaseStore } from './DatabaseLeaseStore';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import type { Judgement, NewState } from './ModuleStore';
import { touch } from './touch';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

const T1 = '2026-11-22T10:00:00.000Z';
const T2 = '2026-11-22T11:00:00.000Z';

describe.each(databases.eachSupportedId())('Judgements at once, %s', id => {
  let knex: Knex;
  let store: DatabaseModuleStore;
  let leases: DatabaseLeaseStore;

  beforeAll(async () => {
    knex = await databases.init(id);
    const database = mockServices.database({ knex });
    store = await DatabaseModuleStore.create({ database });
    leases = await DatabaseLeaseStore.create({ database });
  });

  beforeEach(async () => {
    for (const table of ['states', 'state_history', 'leases', 'modules']) {
      await knex(table).delete();
    }
    await store.reconcile(['a', 'b'].map(name => createEntity(name)));
  });

  const createState = (name: string, fields: Partial<NewState> = {}) => ({
    entityRef: `component:default/${name}`,
    facet: 'sync',
    state: {
      verdict: 'good' as const,
      headline: { code: 'x', params: {} },
    },
    sources: [{ cluster: `of-${name}`, source: 'argocd' }],
    placements: [],
    binding: 'confirmed' as const,
    assessedAt: T1,
    validUntil: null,
    ...fields,
  });

  async function createJudgement(
    name: string,
    fields: Partial<NewState> = {},
    fence?: Lease,
  ): Promise<Judgement> {
    const waiting = await store.listTouched(10);
    return {
      touched: waiting.find(({ module }) => module === name)!,
      states: [createState(name, fields)],
      fence,
    };
  }

  const acquire = async (name: string, holder = 'here') =>
    (await leases.acquire({ name, holder, ttlMs: 60_000 }))!;

  it('keeps those of several modules, with what each rests on', async () => {
    const judgements = [await createJudgement('a'), await createJudgement('b')];
    await expect(store.saveAll(judgements)).resolves.toEqual([
      'component:default/a',
      'component:default/b',
    ]);
    await expect(store.listTouched(10)).resolves.toEqual([]);
    await expect(store.listStates()).resolves.toHaveLength(2);
    await expect(
      knex('module_clusters').select('module', 'cluster').orderBy('module'),
    ).resolves.toEqual([
      { module: 'a', cluster: 'of-a' },
      { module: 'b', cluster: 'of-b' },
    ]);
  });

  it('leaves those on the list that were touched meanwhile', async () => {
    const judgements = [await createJudgement('a'), await createJudgement('b')];
    await touch(knex, ['b']);
    await store.saveAll(judgements);
    await expect(store.listTouched(10)).resolves.toMatchObject([
      { module: 'b' },
    ]);
  });

  it('keeps nothing at all when one of the leases is lost', async () => {
    const held = await acquire('assess/1');
    const lost = await acquire('assess/2');
    const judgements = [
      await createJudgement('a', {}, held),
      await createJudgement('b', {}, { ...lost, epoch: lost.epoch + 1 }),
    ];
    const error = await store.saveAll(judgements).catch(e => e);
    expect(error).toBeInstanceOf(LeaseLostError);
    expect(error.lease.name).toBe('assess/2');
    await expect(store.listStates()).resolves.toEqual([]);
    await expect(store.listTouched(10)).resolves.toHaveLength(2);

    await store.saveAll([judgements[0]]);
    await expect(store.listStates()).resolves.toHaveLength(1);
  });

  it.each(['holder', 'name'] as const)(
    'keeps nothing with a lease of another %s',
    async field => {
      const lease = await acquire('assess/1');
      const fence = { ...lease, [field]: 'assess/7' };
      const judgement = await createJudgement('a', {}, fence);
      await expect(store.saveAll([judgement])).rejects.toThrow(LeaseLostError);
    },
  );

  it('writes nothing where nothing is new but the look at it', async () => {
    await store.saveAll([await createJudgement('a')]);
    const before = await knex('revisions').orderBy('name');
    await touch(knex, ['a']);
    const again = await createJudgement('a', { assessedAt: T2 });
    await expect(store.saveAll([again])).resolves.toEqual([]);
    await expect(
      store.listStates(['component:default/a']),
    ).resolves.toMatchObject([{ assessedAt: T1 }]);
    await expect(knex('revisions').orderBy('name')).resolves.toEqual(before);
    expect(
      (await store.listTouched(10)).map(({ module }) => module),
    ).not.toContain('a');
  });

  it.each<[string, Partial<NewState>]>([
    ['holds for another time', { validUntil: T2 }],
    ['rests on another source', { sources: [] }],
    [
      'says when its evidence is from',
      {
        state: {
          ...createState('a').state,
          evidenceAt: T2,
        } as NewState['state'],
      },
    ],
  ])('writes what %s', async (_name, fields) => {
    await store.saveAll([await createJudgement('a')]);
    await touch(knex, ['a']);
    const again = await createJudgement('a', { assessedAt: T2, ...fields });
    await store.saveAll([again]);
    await expect(
      store.listStates(['component:default/a']),
    ).resolves.toMatchObject([{ assessedAt: T2 }]);
  });

  it('lists what is urgent alone', async () => {
    await knex('touched').delete();
    await touch(knex, ['a']);
    await store.fanOut('all');
    await expect(store.isFanningOut()).resolves.toBe(true);
    while (await store.isFanningOut()) {
      await store.advanceFanOuts(10);
    }
    const list = async (isUrgent?: boolean) =>
      (await store.listTouched(10, undefined, { isUrgent })).map(
        ({ module }) => module,
      );
    await expect(list(true)).resolves.toEqual(['a']);
    await expect(list(false)).resolves.toEqual(['a', 'b']);
  });
});
