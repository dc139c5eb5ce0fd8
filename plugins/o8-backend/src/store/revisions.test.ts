import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createEntity } from './__testUtils__/createStores';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseChangeReader } from './DatabaseChangeReader';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import { DatabaseSourceStore } from './DatabaseSourceStore';
import type { ModuleEntity, NewState, StateRow } from './ModuleStore';
import { bumpRevisions, isChanged, type Revisions } from './revisions';
import { shardOf } from './shardOf';
import type { SourceRow } from './SourceStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

const T1 = '2026-11-22T10:00:00.000Z';
const T2 = '2026-11-22T11:00:00.000Z';

function createState(name: string, fields: Partial<NewState> = {}): NewState {
  return {
    entityRef: `component:default/${name}`,
    facet: 'sync',
    state: { verdict: 'good', headline: { code: 'synced', params: {} } },
    sources: [{ cluster: 'eu-1', source: 'argocd' }],
    placements: [{ cluster: 'eu-1', namespace: name }],
    binding: 'confirmed',
    assessedAt: T1,
    validUntil: null,
    ...fields,
  };
}

const source: SourceRow = {
  cluster: 'eu-1',
  source: 'argocd',
  state: 'fresh',
  since: T1,
  confirmedAt: T1,
  message: null,
  kinds: [{ group: '', kind: 'A', state: 'fresh', message: null }],
};

describe.each(databases.eachSupportedId())('revisions, %s', id => {
  let knex: Knex;
  let reader: DatabaseChangeReader;
  let modules: DatabaseModuleStore;
  let sources: DatabaseSourceStore;

  beforeAll(async () => {
    knex = await databases.init(id);
    const database = mockServices.database({ knex });
    reader = await DatabaseChangeReader.create({ database });
    modules = await DatabaseModuleStore.create({ database });
    sources = await DatabaseSourceStore.create({ database });
  });

  beforeEach(async () => {
    for (const table of [
      'revisions',
      'module_revisions',
      'modules',
      'states',
      'touched',
      'sources',
      'claims',
    ]) {
      await knex(table).delete();
    }
  });

  const save = (state: NewState, module = state.entityRef.split('/')[1]) =>
    modules.saveStates([state], { module, revision: 1 });

  /** What changes are read since the counters stood so, by names. */
  async function changesSince(since: Revisions | undefined) {
    const changes = await reader.readChanges({
      since,
      project: ({ entityRef, facet }: StateRow) => `${entityRef} ${facet}`,
    });
    return {
      isAll: changes.isAll,
      modules: [...changes.modules.keys()].sort(),
      entities: changes.entities.map(({ entity }) => entity.title).sort(),
      judgements: changes.judgements.sort(),
    };
  }

  /** What somebody who has read everything learns of a change. */
  async function learn(change: () => Promise<unknown>) {
    const { revisions: before } = await reader.readChanges({
      since: undefined,
      project: () => null,
    });
    await change();
    const after = await reader.readRevisions();
    return {
      isChanged: isChanged(before, after),
      isOfSources: after.sources !== before.sources,
      ...(await changesSince(before)),
    };
  }

  async function keep(...entities: ModuleEntity[]) {
    await modules.reconcile(entities);
    await knex('touched').delete();
  }

  it('says everything to whoever knows nothing', async () => {
    await keep(createEntity('a'), createEntity('b'));
    await save(createState('a'));
    await expect(changesSince(undefined)).resolves.toEqual({
      isAll: true,
      modules: ['a', 'b'],
      entities: ['a', 'b'],
      judgements: ['component:default/a sync'],
    });
  });

  it('says what is new, changed or gone, and who claims it too', async () => {
    const rival = createEntity('rival', { module: 'changed' });
    const same = createEntity('same');
    await keep(same, createEntity('changed'), createEntity('gone'), rival);
    const learned = await learn(() =>
      modules.reconcile([
        same,
        createEntity('changed', { title: 'other' }),
        createEntity('new'),
        rival,
      ]),
    );
    expect(learned).toMatchObject({
      isChanged: true,
      isOfSources: false,
      isAll: false,
      modules: ['changed', 'gone', 'new'],
      entities: ['new', 'other', 'rival'],
    });
  });

  it('says both modules when an entity goes over', async () => {
    await keep(createEntity('a'), createEntity('b'));
    const learned = await learn(() =>
      modules.reconcile([
        createEntity('a', { module: 'b' }),
        createEntity('b'),
      ]),
    );
    expect(learned).toMatchObject({
      modules: ['a', 'b'],
      entities: ['a', 'b'],
    });
  });

  it('says nothing of an unchanged catalog', async () => {
    await keep(createEntity('a'));
    const learned = await learn(() => modules.reconcile([createEntity('a')]));
    expect(learned).toMatchObject({ isChanged: false, modules: [] });
  });

  it.each<[string, Partial<NewState>, boolean]>([
    ['the same', {}, false],
    ['the same at another time', { assessedAt: T2 }, false],
    [
      'newer evidence',
      {
        state: {
          ...createState('a').state,
          evidenceAt: T2,
        } as NewState['state'],
      },
      true,
    ],
    ['another place', { placements: [] }, true],
    ['another source', { sources: [] }, true],
    ['another binding', { binding: 'claimed' }, true],
    ['another end', { validUntil: T2 }, true],
  ])('of a judgement that says %s', async (_, fields, isAnswered) => {
    await keep(createEntity('a'), createEntity('b'));
    await save(createState('a'));
    const learned = await learn(() => save(createState('a', fields)));
    expect(learned).toMatchObject({
      isChanged: isAnswered,
      modules: isAnswered ? ['a'] : [],
    });
  });

  it('counts what a version has written that counts nothing', async () => {
    await keep(createEntity('a'));
    await save(createState('a'));
    const state = { verdict: 'bad', headline: { code: 'x', params: {} } };
    const bad = createState('a', { state: state as NewState['state'] });
    const { answer_hash } = await knex('states').first();
    await save(bad);
    await knex('states').update({ answer_hash });
    // Judged by this version, it is what is kept already.
    await expect(learn(() => save(bad))).resolves.toMatchObject({
      isChanged: true,
      modules: ['a'],
    });
  });

  it('counts sources apart from modules, and not that they are as before', async () => {
    const reported = await learn(() => sources.report(source));
    expect(reported).toMatchObject({ isChanged: false, isOfSources: true });
    const confirmed = await learn(() =>
      sources.confirm({
        cluster: 'eu-1',
        sources: ['argocd'],
        at: new Date(T2),
      }),
    );
    expect(confirmed).toMatchObject({ isChanged: false, isOfSources: false });
    await expect(sources.list({ withKinds: false })).resolves.toEqual([
      { ...source, confirmedAt: T2, kinds: [] },
    ]);
    const same = await learn(() => sources.reconcile([source]));
    expect(same).toMatchObject({ isOfSources: false });
    const gone = await learn(() => sources.reconcile([]));
    expect(gone).toMatchObject({ isOfSources: true });
  });

  it('counts clusters apart from modules', async () => {
    const before = await reader.readRevisions();
    await bumpRevisions(knex, { clusters: ['us-1', 'eu-1'] });
    await bumpRevisions(knex, { clusters: ['us-1'] });
    const after = await reader.readRevisions();
    expect(isChanged(before, after)).toBe(false);
    expect(after.clusters).toEqual(
      new Map([
        ['eu-1', 1],
        ['us-1', 2],
      ]),
    );
  });

  it('takes thousands at once, and the longest names', async () => {
    const cluster = 'c'.repeat(63);
    const many = Array.from({ length: 1_200 }, (_, i) => `m-${i}`);
    await bumpRevisions(knex, {
      modules: [...many, 'm'.repeat(63)],
      clusters: [cluster],
    });
    const { shards, clusters } = await reader.readRevisions();
    expect(clusters.get(cluster)).toBe(1);
    expect([...shards.values()].map(({ revision }) => revision)).toEqual(
      Array.from({ length: 16 }, () => 1),
    );
    const { modules: stamped } = await changesSince(undefined);
    expect(stamped).toHaveLength(1_201);
  });

  it('a change that is taken back has no number', async () => {
    await keep(createEntity('a'));
    const learned = await learn(() =>
      knex
        .transaction(async tx => {
          await bumpRevisions(tx, { modules: ['a'] });
          throw new Error('No');
        })
        .catch(() => undefined),
    );
    expect(learned).toMatchObject({ isChanged: false });
  });

  it('keeps when the judges had nothing to do', async () => {
    await expect(modules.listJudged()).resolves.toEqual(new Map());
    await bumpRevisions(knex, { modules: ['a'] });
    const shard = shardOf('a');
    await modules.reportJudged(shard, new Date(T1));
    await modules.reportJudged(shard === 3 ? 4 : 3, new Date(T1));
    await modules.reportJudged(shard, new Date(T2));
    await expect(modules.listJudged()).resolves.toEqual(
      new Map([
        [shard, T2],
        [shard === 3 ? 4 : 3, T1],
      ]),
    );
    const { shards } = await reader.readRevisions();
    expect(shards.get(shard)).toEqual({ revision: 1, floor: 0, judgedAt: T2 });
  });

  it('is everything again after changes were forgotten', async () => {
    await keep(createEntity('a'), createEntity('b'));
    const known = await reader.readRevisions();
    await modules.reconcile([createEntity('a')]);
    const later = await reader.readRevisions();
    await expect(changesSince(known)).resolves.toMatchObject({
      isAll: false,
      modules: ['b'],
      entities: [],
    });
    await modules.retain({ historyBefore: new Date(T1) });
    await expect(knex('module_revisions').pluck('module')).resolves.toEqual([
      'a',
    ]);
    for (const since of [known, later]) {
      await expect(changesSince(since)).resolves.toMatchObject({
        isAll: true,
        entities: ['a'],
      });
    }
    // With nothing to forget, nobody has to read everything.
    const now = await reader.readRevisions();
    await modules.retain({ historyBefore: new Date(T1) });
    await expect(changesSince(now)).resolves.toMatchObject({ isAll: false });
  });

  it('says which module is gone, if a version took it away that counts nothing', async () => {
    await keep(createEntity('a'), createEntity('b'));
    const learned = await learn(async () => {
      await knex('modules').where({ module: 'a' }).delete();
      // It was touched with that, and is judged by this version.
      await modules.saveStates([], { module: 'a', revision: 1 });
    });
    expect(learned).toMatchObject({ modules: ['a'], entities: [] });
  });

  it('is everything again after an old change of one that is gone was forgotten', async () => {
    await keep(createEntity('a'));
    await knex('revisions').update({ floor: 100 });
    const known = await reader.readRevisions();
    await knex('modules').delete();
    await modules.retain({ historyBefore: new Date(T1) });
    await expect(changesSince(known)).resolves.toMatchObject({
      isAll: true,
      entities: [],
    });
  });

  it('is everything again for who knew nothing of a shard that forgot', async () => {
    await keep(createEntity('a'));
    // As after the migration: it is there, and no counter of it.
    await knex('revisions').delete();
    const known = await reader.readRevisions();
    await modules.reconcile([]);
    await modules.retain({ historyBefore: new Date(T1) });
    await expect(changesSince(known)).resolves.toMatchObject({ isAll: true });
  });

  it('is everything again of a database out of a backup', async () => {
    await keep(createEntity('a'));
    await save(createState('a'));
    const known = await reader.readRevisions();
    await knex('revisions').update({ revision: 1 });
    await expect(changesSince(known)).resolves.toMatchObject({ isAll: true });
    await knex('revisions').delete();
    await expect(changesSince(known)).resolves.toMatchObject({ isAll: true });
  });
});
