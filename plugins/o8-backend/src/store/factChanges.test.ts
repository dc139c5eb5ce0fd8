import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  createApplicationRow,
  createBatch,
  createDeploymentRow,
  createFactRow,
  createNamespaceRow,
  LATER,
} from './__testUtils__/createFactRow';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseFactStore } from './DatabaseFactStore';
import type { FactRow } from './FactRow';
import type { DbModuleRevision, DbRevision } from './revisions';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

/** Nobody judges by deployments, nor by what is of a cluster as a whole. */
const JUDGED = new Set(['argocd.application', 'namespaces.namespace']);

describe.each(databases.eachSupportedId())('A changed fact, %s', id => {
  let knex: Knex;
  let store: DatabaseFactStore;

  const put = (...rows: FactRow[]) => store.apply(createBatch(rows, LATER));

  beforeAll(async () => {
    knex = await databases.init(id);
    const database = mockServices.database({ knex });
    store = await DatabaseFactStore.create({ database, judgedTypes: JUDGED });
  });

  beforeEach(async () => {
    for (const table of ['facts', 'fact_labels', 'touched', 'fan_outs']) {
      await knex(table).delete();
    }
    await put(createNamespaceRow('team-a', 'one'));
  });

  /** What readers learn of a change, and who is judged by it. */
  async function learn(change: () => Promise<unknown>) {
    await knex('touched').delete();
    const modules = new Map<string, string>();
    for (const row of await knex<DbModuleRevision>('module_revisions')) {
      modules.set(row.module, String(row.revision));
    }
    const counters = new Map<string, string>();
    for (const row of await knex<DbRevision>('revisions')) {
      counters.set(row.name, String(row.revision));
    }
    await change();
    const shown = (await knex<DbModuleRevision>('module_revisions')).filter(
      row => modules.get(row.module) !== String(row.revision),
    );
    const clusters = (await knex<DbRevision>('revisions')).filter(
      row =>
        row.name.startsWith('cluster/') &&
        counters.get(row.name) !== String(row.revision),
    );
    return {
      judged: await knex('touched').orderBy('module').pluck('module'),
      shown: shown.map(({ module }) => module).sort(),
      clusters: clusters.map(({ name }) => name),
    };
  }

  it('is learned of by whoever shows it, though nobody is judged by it', async () => {
    const created = createDeploymentRow('web', { value: { replicas: 1 } });
    const scaled = createDeploymentRow('web', { value: { replicas: 2 } });
    const only = { judged: [], shown: ['one'], clusters: [] };
    await expect(learn(() => put(created))).resolves.toEqual(only);
    await expect(learn(() => put(scaled))).resolves.toEqual(only);
    await expect(
      learn(() => store.apply({ ...createBatch([scaled]), rows: [] })),
    ).resolves.toEqual(only);
  });

  it('is learned of where it is judged by too', async () => {
    const app = createApplicationRow('a', { ownModule: 'one' });
    await expect(learn(() => put(app))).resolves.toEqual({
      judged: ['one'],
      shown: ['one'],
      clusters: [],
    });
  });

  it('is of a whole cluster: of everybody there', async () => {
    const policy = createFactRow({
      kind: 'x/ClusterPolicy',
      namespace: null,
      binds: 'subject',
      subjectNamespace: null,
    });
    await expect(learn(() => put(policy))).resolves.toEqual({
      judged: [],
      shown: [],
      clusters: ['cluster/eu-1'],
    });
    await expect(knex('fan_outs').select()).resolves.toEqual([]);
  });

  it('makes nobody look who is told nothing new', async () => {
    const row = createDeploymentRow('web', { volatile: { looks: 1 } });
    await put(row);
    await expect(
      learn(() => put({ ...row, volatile: { looks: 2 } })),
    ).resolves.toEqual({ judged: [], shown: [], clusters: [] });
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('of a list (%s) waits with priority %d', async (isList, priority) => {
    const app = createApplicationRow('a', { ownModule: 'one' });
    await knex('touched').delete();
    await store.apply({ ...createBatch([app]), isList });
    await expect(knex('touched').pluck('priority')).resolves.toEqual([
      priority,
    ]);
  });

  it.each<[string, Partial<FactRow>]>([
    ['value', { value: { state: 'broken' } }],
    ['owner', { ownModule: 'two' }],
    ['labels', { labels: { app: 'x' } }],
    ['place', { subjectNamespace: 'team-b' }],
    ['version', { apiVersion: 'argoproj.io/v2' }],
  ])('is kept as a whole when it has another %s', async (_name, fields) => {
    const app = createApplicationRow('a', { ownModule: 'one' });
    await put(app);
    await put({ ...app, ...fields });
    const [updated] = await knex('facts').where({ name: 'a' });
    await knex('facts').where({ name: 'a' }).delete();
    await put({ ...app, ...fields });
    const [written] = await knex('facts').where({ name: 'a' });
    expect(updated).toEqual(written);
  });

  it('is there again when its record had ended', async () => {
    const backup = createFactRow({ uid: 'u' });
    await put(backup);
    await store.apply({ ...createBatch([backup]), rows: [] });
    await put(backup);
    await expect(
      knex('facts').where({ uid: 'u' }).pluck('gone_at'),
    ).resolves.toEqual([null]);
  });

  it('has its labels written when they are others, and only then', async () => {
    const labelsOf = () => knex('fact_labels').orderBy('key').pluck('key');
    const row = createDeploymentRow('web', { labels: { app: 'x' } });
    await put(row);
    await expect(labelsOf()).resolves.toEqual(['app']);
    // Who looks finds them as they were, though the value is another one.
    await knex('fact_labels').update({ value: 'untouched' });
    await put({ ...row, value: { replicas: 2 } });
    await expect(knex('fact_labels').pluck('value')).resolves.toEqual([
      'untouched',
    ]);
    await put({ ...row, labels: { tier: 'y' } });
    await expect(labelsOf()).resolves.toEqual(['tier']);
    await store.apply({ ...createBatch([row]), rows: [] });
    await expect(labelsOf()).resolves.toEqual([]);
  });
});
