import { TestDatabases } from '@backstage/backend-test-utils';
import {
  createApplicationRow,
  createDeploymentRow,
  createFactRow,
  createNamespaceRow,
} from './__testUtils__/createFactRow';
import {
  createClaimant,
  createEntity,
  createStores,
} from './__testUtils__/createStores';
import { readFactsOf } from './__testUtils__/readFactsOf';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import type { FactRow } from './FactRow';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

type Stores = Awaited<ReturnType<typeof createStores>>;

/** The names of the confirmed objects of a module that nobody claims by annotations. */
async function namesOf({ reader }: Stores, module: string, type = 'x.a') {
  const { facts } = await readFactsOf(reader, module, [createEntity(module)]);
  return facts
    .filter(fact => fact.type === type)
    .map(({ object }) => object.name)
    .sort();
}

describe.each(databases.eachSupportedId())('What is confirmed, %s', id => {
  const create = async () => createStores(await databases.init(id));

  it('is what lies in the Namespaces of a module', async () => {
    const stores = await create();
    await stores.put(
      createNamespaceRow('team-a', 'one'),
      createNamespaceRow('team-a', 'other', 'us-1'),
      createFactRow({ name: 'mine' }),
      createFactRow({ name: 'not-mine', namespace: 'team-b' }),
      createFactRow({ name: 'labelled-as-other', ownModule: 'other' }),
      createFactRow({
        name: 'names-other',
        ownEntity: 'component:default/other',
      }),
      createFactRow({ name: 'far', observedOn: 'us-1' }),
    );
    await expect(namesOf(stores, 'one')).resolves.toEqual(['mine']);
    await expect(namesOf(stores, 'other')).resolves.toEqual([
      'far',
      'labelled-as-other',
      'names-other',
    ]);
  });

  it('is what covers its Namespaces, or all of their clusters', async () => {
    const stores = await create();
    const about = (name: string, overrides: Partial<FactRow>) =>
      createFactRow({
        name,
        namespace: 'velero',
        binds: 'subject',
        ...overrides,
      });
    await stores.put(
      createNamespaceRow('team-a', 'one'),
      about('namespace', {}),
      about('all', { subjectNamespace: null }),
      about('other', { subjectNamespace: 'team-b' }),
      about('nowhere', { subjectCluster: null, subjectNamespace: null }),
      about('elsewhere', { subjectCluster: 'us-1', subjectNamespace: null }),
      about('not-bound', { binds: 'object' }),
    );
    await expect(namesOf(stores, 'one')).resolves.toEqual(['all', 'namespace']);
    await expect(namesOf(stores, 'two')).resolves.toEqual([]);
  });

  it('is an ApplicationSet, for each module that it made something of', async () => {
    const stores = await create();
    const kind = 'argoproj.io/ApplicationSet';
    await stores.put(
      createApplicationRow('a', { ownModule: 'one', madeBy: 'all' }),
      createApplicationRow('b', { ownModule: 'two', madeBy: 'all' }),
      createApplicationRow('c', { ownModule: 'three', madeBy: 'gone' }),
      createApplicationRow('all', { kind, type: 'x.a', places: false }),
      createApplicationRow('all', {
        kind,
        type: 'x.a',
        namespace: 'other',
        places: false,
      }),
    );
    await expect(namesOf(stores, 'one')).resolves.toEqual(['all']);
    await expect(namesOf(stores, 'two')).resolves.toEqual(['all']);
    await expect(namesOf(stores, 'three')).resolves.toEqual([]);
  });

  it('places a module where its own objects say, once each, in order', async () => {
    const { reader, put } = await create();
    const application = (name: string, overrides: Partial<FactRow>) =>
      createApplicationRow(name, { ownModule: 'one', ...overrides });
    await put(
      createNamespaceRow('team-b', 'one'),
      createNamespaceRow('team-a', 'one'),
      application('same', {}),
      application('us', { subjectCluster: 'us-1' }),
      application('nowhere', { subjectCluster: null }),
      application('named', {
        ownModule: null,
        ownEntity: 'component:default/one',
        subjectCluster: 'us-2',
      }),
      application('nobodys', { ownModule: null, namespace: 'team-a' }),
      application('quiet', { places: false, subjectCluster: 'ap-1' }),
    );
    const { placements } = await readFactsOf(reader, 'one', [
      createEntity('one'),
    ]);
    expect(placements).toEqual([
      { cluster: 'eu-1', namespace: 'team-a' },
      { cluster: 'eu-1', namespace: 'team-b' },
      { cluster: 'us-1', namespace: 'team-a' },
      { cluster: 'us-2', namespace: 'team-a' },
    ]);
  });

  it('gives each fact once, by however many ways it is the module’s', async () => {
    const stores = await create();
    await stores.put(
      createNamespaceRow('team-a', 'one'),
      createFactRow({
        namespace: 'velero',
        ownModule: 'one',
        binds: 'subject',
      }),
    );
    await expect(namesOf(stores, 'one')).resolves.toEqual(['a']);
  });
});

describe.each(databases.eachSupportedId())('What is claimed, %s', id => {
  const create = async (...rows: FactRow[]) => {
    const stores = await createStores(await databases.init(id));
    await stores.put(...rows);
    return stores;
  };
  const byName = createClaimant('claimant', { type: 'appName', name: 'app' });

  async function judge({ reader, modules }: Stores, entity = byName) {
    await modules.reconcile([entity]);
    const { entities, placements, facts } = await readFactsOf(
      reader,
      entity.module,
      [entity],
    );
    const { binding, claimed } = entities[entity.entityRef];
    expect({ placements, facts }).toEqual({ placements: [], facts: [] });
    return { binding, names: claimed.map(({ object }) => object.name) };
  }

  it('is told from what is confirmed, and places nothing', async () => {
    const stores = await create(createApplicationRow('app'));
    await expect(judge(stores)).resolves.toEqual({
      binding: 'claimed',
      names: ['app'],
    });
    const { entities } = await readFactsOf(stores.reader, byName.module, [
      byName,
    ]);
    expect(entities[byName.entityRef].claimed).toMatchObject([
      { binding: 'claimed', type: 'argocd.application' },
    ]);
  });

  it.each<[string, Partial<FactRow>]>([
    ['carries the label of another module', { ownModule: 'other' }],
    ['names another entity', { ownEntity: 'component:default/other' }],
  ])('is nothing of an Application that %s', async (_why, overrides) => {
    const stores = await create(createApplicationRow('app', overrides));
    await expect(judge(stores)).resolves.toEqual({
      binding: 'conflict',
      names: [],
    });
  });

  it('is known of only when the Namespace has been read', async () => {
    const labels = { app: 'x' };
    const stores = await create(createDeploymentRow('app', { labels }));
    const entity = createClaimant('claimant', {
      type: 'labelSelector',
      selector: 'app',
    });
    await expect(judge(stores, entity)).resolves.toEqual({
      binding: 'unbound',
      names: [],
    });
    await stores.put(createNamespaceRow('team-a', null));
    await expect(judge(stores, entity)).resolves.toEqual({
      binding: 'claimed',
      names: ['app'],
    });
    // What a selector finds at somebody else's must not become known by it.
    await stores.put(createNamespaceRow('team-a', 'other'));
    await expect(judge(stores, entity)).resolves.toEqual({
      binding: 'unbound',
      names: [],
    });
  });

  it('is everything in a Namespace that is nobody’s', async () => {
    const entity = createClaimant('claimant', {
      type: 'namespace',
      namespace: 'team-a',
      cluster: 'eu-1',
    });
    const stores = await create(
      createNamespaceRow('team-a', null),
      createNamespaceRow('team-a', null, 'us-1'),
      createFactRow({ name: 'policy' }),
      createFactRow({ name: 'backup', namespace: 'velero', binds: 'subject' }),
    );
    await expect(judge(stores, entity)).resolves.toEqual({
      binding: 'claimed',
      names: ['team-a', 'policy'],
    });
  });

  it('is no record whose object is gone', async () => {
    const record = createApplicationRow('app', { uid: 'u-1' });
    const stores = await create(record);
    await stores.store.sweep({
      observedOn: 'hub',
      kind: record.kind,
      seen: new Set(),
      now: new Date(),
    });
    await expect(judge(stores)).resolves.toEqual({
      binding: 'unbound',
      names: [],
    });
  });

  it('by two is claimed by none', async () => {
    const stores = await create(createApplicationRow('app'));
    const rival = createClaimant('rival', { type: 'appName', name: 'app' });
    await stores.modules.reconcile([byName, rival]);
    for (const entity of [byName, rival]) {
      const { entities } = await readFactsOf(stores.reader, entity.module, [
        entity,
      ]);
      expect(entities[entity.entityRef]).toEqual({
        binding: 'conflict',
        isOthers: false,
        claimed: [],
      });
    }
  });

  it('is each entity’s own where two say that they are one module', async () => {
    const one = createEntity('one', { claims: byName.claims });
    const two = createEntity('two', { module: 'one' });
    const stores = await create(createApplicationRow('app'));
    await stores.modules.reconcile([one, two]);
    const { entities } = await readFactsOf(stores.reader, 'one', [one, two]);
    expect(entities[one.entityRef].claimed).toHaveLength(1);
    expect(entities[two.entityRef].claimed).toEqual([]);
    expect(entities[one.entityRef].binding).toBe('conflict');
    expect(entities[two.entityRef].binding).toBe('conflict');
  });

  it('makes nobody the entity that the platform names', async () => {
    const one = createEntity('one');
    const impostor = createEntity('impostor', { module: 'one' });
    const stores = await create(
      createNamespaceRow('team-a', 'one', 'eu-1', { ownEntity: one.entityRef }),
    );
    await stores.modules.reconcile([one, impostor]);
    const { entities } = await readFactsOf(stores.reader, 'one', [
      one,
      impostor,
    ]);
    expect(entities).toMatchObject({
      [one.entityRef]: { binding: 'confirmed', isOthers: false },
      [impostor.entityRef]: { binding: 'conflict', isOthers: true },
    });
  });
});
