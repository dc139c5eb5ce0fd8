import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  createBatch,
  createFactRow,
  createNamespaceRow,
} from './__testUtils__/createFactRow';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseFactStore } from './DatabaseFactStore';
import { DatabaseModuleStore } from './DatabaseModuleStore';
import type { FactRow } from './FactRow';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

describe.each(databases.eachSupportedId())('Whose a fact is, %s', id => {
  async function createStore() {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const store = await DatabaseFactStore.create({ database });
    const put = (...rows: FactRow[]) => store.apply(createBatch(rows));
    const touched = async () =>
      (await knex('touched').select('module').orderBy('module')).map(
        ({ module }) => module,
      );
    const forgetTouched = () => knex('touched').delete();
    return { knex, database, store, put, touched, forgetTouched };
  }

  describe('touching', () => {
    async function createWorld() {
      const made = await createStore();
      await made.put(
        createNamespaceRow('team-a', 'one'),
        createNamespaceRow('team-b', 'two'),
        createNamespaceRow('free', null),
      );
      await made.put(createNamespaceRow('team-a', 'far', 'us-1'));
      await made.forgetTouched();
      return made;
    }

    it.each<[string, Partial<FactRow>, string[]]>([
      ['its own label', { namespace: 'argocd', ownModule: 'three' }, ['three']],
      ['the label of its Namespace', { namespace: 'team-a' }, ['one']],
      ['a Namespace without a label', { namespace: 'free' }, []],
      [
        'the namespace that it is about',
        {
          namespace: 'velero',
          binds: 'subject',
          subjectCluster: 'eu-1',
          subjectNamespace: 'team-b',
        },
        ['two'],
      ],
      [
        'the cluster that it is about',
        {
          namespace: 'velero',
          binds: 'subject',
          subjectCluster: 'eu-1',
          subjectNamespace: null,
        },
        ['one', 'two'],
      ],
      [
        'a cluster that nobody configured',
        {
          namespace: 'velero',
          binds: 'subject',
          subjectCluster: null,
          subjectNamespace: 'team-a',
        },
        [],
      ],
      [
        'its own label, and the namespace that it is about elsewhere',
        {
          namespace: 'velero',
          ownModule: 'three',
          binds: 'subject',
          subjectCluster: 'us-1',
          subjectNamespace: 'team-a',
        },
        ['far', 'three'],
      ],
    ])('goes by %s', async (_, overrides, modules) => {
      const { put, touched } = await createWorld();
      const result = await put(createFactRow(overrides));
      expect([...result.touched].sort()).toEqual(modules);
      await expect(touched()).resolves.toEqual(modules);
    });

    it('tells both modules when a label goes over', async () => {
      const { put, touched } = await createWorld();
      await put(createNamespaceRow('team-a', 'three'));
      await expect(touched()).resolves.toEqual(['one', 'three']);
    });

    it('tells the one that an object is taken from', async () => {
      const { put, touched, forgetTouched } = await createWorld();
      const about = (subjectNamespace: string) =>
        createFactRow({
          namespace: 'velero',
          binds: 'subject',
          subjectNamespace,
        });
      await put(about('team-a'));
      await forgetTouched();
      await put(about('team-b'));
      await expect(touched()).resolves.toEqual(['one', 'two']);
    });

    it('grows while a module waits', async () => {
      const { put, knex } = await createWorld();
      const revision = async () =>
        (await knex('touched').where({ module: 'one' }).first()).revision;
      await put(createFactRow());
      const first = await revision();
      await put(createFactRow({ value: { state: 'other' } }));
      await expect(revision()).resolves.toBe(first + 1);
    });
  });

  describe('factsOf', () => {
    const names = async (store: DatabaseFactStore, module: string) =>
      (await store.factsOf(module)).facts
        .filter(({ type }) => type === 'x.a')
        .map(({ object }) => object.name)
        .sort();

    it('gives what lies in the Namespaces of a module', async () => {
      const { store, put } = await createStore();
      await put(createNamespaceRow('team-a', 'one'));
      await put(createNamespaceRow('team-a', 'other', 'us-1'));
      await put(
        createFactRow({ name: 'mine' }),
        createFactRow({ name: 'not-mine', namespace: 'team-b' }),
        createFactRow({ name: 'labelled-as-other', ownModule: 'other' }),
      );
      await put(createFactRow({ name: 'far', observedOn: 'us-1' }));
      await expect(names(store, 'one')).resolves.toEqual(['mine']);
      await expect(names(store, 'other')).resolves.toEqual([
        'far',
        'labelled-as-other',
      ]);
    });

    it('gives what covers its Namespaces, or all of their clusters', async () => {
      const { store, put } = await createStore();
      await put(createNamespaceRow('team-a', 'one'));
      const about = (name: string, overrides: Partial<FactRow>) =>
        createFactRow({
          name,
          namespace: 'velero',
          binds: 'subject',
          ...overrides,
        });
      await put(
        about('namespace', {}),
        about('all', { subjectNamespace: null }),
        about('other', { subjectNamespace: 'team-b' }),
        about('nowhere', { subjectCluster: null, subjectNamespace: null }),
        about('elsewhere', { subjectCluster: 'us-1', subjectNamespace: null }),
        about('not-bound', { binds: 'object' }),
      );
      await expect(names(store, 'one')).resolves.toEqual(['all', 'namespace']);
      await expect(names(store, 'two')).resolves.toEqual([]);
    });

    it('places a module where its own objects say, once each, in order', async () => {
      const { store, put } = await createStore();
      await put(
        createNamespaceRow('team-b', 'one'),
        createNamespaceRow('team-a', 'one'),
      );
      const application = (overrides: Partial<FactRow>) =>
        createFactRow({
          namespace: 'argocd',
          ownModule: 'one',
          places: true,
          ...overrides,
        });
      await put(
        application({ name: 'same' }),
        application({ name: 'us', subjectCluster: 'us-1' }),
        application({ name: 'nowhere', subjectCluster: null }),
        application({ name: 'nobodys', ownModule: null, namespace: 'team-a' }),
        application({ name: 'quiet', places: false, subjectCluster: 'ap-1' }),
      );
      await expect(store.factsOf('one')).resolves.toMatchObject({
        placements: [
          { cluster: 'eu-1', namespace: 'team-a' },
          { cluster: 'eu-1', namespace: 'team-b' },
          { cluster: 'us-1', namespace: 'team-a' },
        ],
      });
    });

    it('gives each fact once, by however many ways it is the module’s', async () => {
      const { store, put } = await createStore();
      await put(createNamespaceRow('team-a', 'one'));
      await put(
        createFactRow({
          namespace: 'velero',
          ownModule: 'one',
          binds: 'subject',
        }),
      );
      await expect(names(store, 'one')).resolves.toEqual(['a']);
    });
  });

  describe('listUnmatched', () => {
    it('names objects of unknown modules, and placements of none', async () => {
      const { store, put, database } = await createStore();
      const modules = await DatabaseModuleStore.create({ database });
      await modules.reconcile([
        {
          entityRef: 'component:default/one',
          module: 'one',
          title: 'one',
          description: null,
          owner: null,
          system: null,
          tier: null,
          rpoMs: null,
        },
      ]);
      await put(
        createNamespaceRow('team-a', 'one'),
        createNamespaceRow('team-b', 'unknown'),
        createNamespaceRow('free', null),
      );
      const placing = { places: true, kind: 'x/A' };
      await put(
        createFactRow({ ...placing, name: 'in-a', namespace: 'team-a' }),
        createFactRow({ ...placing, name: 'lost', namespace: 'argocd' }),
        createFactRow({ name: 'quiet', namespace: 'argocd' }),
      );
      const gone = createFactRow({ ...placing, name: 'gone', uid: 'u' });
      await put(gone);
      await store.apply({ ...createBatch([gone]), rows: [] });

      await expect(store.listUnmatched()).resolves.toEqual([
        {
          cluster: 'eu-1',
          source: 'x',
          apiVersion: 'x/v1',
          kind: 'A',
          namespace: 'argocd',
          name: 'lost',
          reason: 'noModule',
          module: null,
        },
        {
          cluster: 'eu-1',
          source: 'namespaces',
          apiVersion: 'v1',
          kind: 'Namespace',
          namespace: null,
          name: 'team-b',
          reason: 'noEntity',
          module: 'unknown',
        },
      ]);
    });
  });
});
