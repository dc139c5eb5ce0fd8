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
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import type { FactRow } from './FactRow';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

const CLAIMANT = 'component:default/claimant';

describe.each(databases.eachSupportedId())('Whom a change touches, %s', id => {
  async function createWorld() {
    const made = await createStores(await databases.init(id));
    await made.put(
      createNamespaceRow('team-a', 'one'),
      createNamespaceRow('team-b', 'two'),
      createNamespaceRow('free', null),
      createNamespaceRow('team-a', 'far', 'us-1'),
      createNamespaceRow('named', null, 'eu-1', {
        ownEntity: 'component:default/five',
      }),
    );
    await made.modules.reconcile([createEntity('five')]);
    await made.forgetTouched();
    return made;
  }

  const covering = { namespace: 'velero', binds: 'subject' } as const;

  it.each<[string, Partial<FactRow>, string[]]>([
    ['its own label', { namespace: 'argocd', ownModule: 'three' }, ['three']],
    ['the label of its Namespace', { namespace: 'team-a' }, ['one']],
    ['a Namespace without a label', { namespace: 'free' }, []],
    ['the entity of its Namespace', { namespace: 'named' }, ['five']],
    [
      'the entity that it names',
      { namespace: 'argocd', ownEntity: 'component:default/five' },
      ['five'],
    ],
    [
      'an entity that is no module',
      { namespace: 'argocd', ownEntity: 'component:default/six' },
      [],
    ],
    [
      'the namespace that it is about',
      { ...covering, subjectNamespace: 'team-b' },
      ['two'],
    ],
    [
      'a cluster that nobody configured',
      { ...covering, subjectCluster: null },
      [],
    ],
    [
      'its own label, and the namespace that it is about elsewhere',
      { ...covering, ownModule: 'three', subjectCluster: 'us-1' },
      ['far', 'three'],
    ],
  ])('goes by %s', async (_, overrides, modules) => {
    const { put, touched } = await createWorld();
    await expect(put(createFactRow(overrides))).resolves.toEqual(modules);
    await expect(touched()).resolves.toEqual(modules);
  });

  it('leaves those of a whole cluster to a fan-out', async () => {
    const { put, touched, knex } = await createWorld();
    await put(createFactRow({ ...covering, subjectNamespace: null }));
    await expect(touched()).resolves.toEqual([]);
    await expect(knex('fan_outs').pluck('cluster')).resolves.toEqual([
      expect.stringContaining('eu-1'),
    ]);
  });

  it('tells both modules when a label goes over', async () => {
    const { put } = await createWorld();
    await expect(put(createNamespaceRow('team-a', 'three'))).resolves.toEqual([
      'one',
      'three',
    ]);
  });

  it('tells the one that an object is taken from', async () => {
    const { put, forgetTouched } = await createWorld();
    await put(createFactRow({ ...covering, subjectNamespace: 'team-a' }));
    await forgetTouched();
    await expect(
      put(createFactRow({ ...covering, subjectNamespace: 'team-b' })),
    ).resolves.toEqual(['one', 'two']);
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

  it('tells the modules whose Applications an ApplicationSet made', async () => {
    const { put, forgetTouched } = await createWorld();
    await put(
      createApplicationRow('a', { ownModule: 'one', madeBy: 'all' }),
      createApplicationRow('b', { ownModule: 'two', madeBy: 'all' }),
      createApplicationRow('c', { ownModule: 'three', madeBy: 'other' }),
    );
    await forgetTouched();
    await expect(
      put(createApplicationRow('all', { kind: 'argoproj.io/ApplicationSet' })),
    ).resolves.toEqual(['one', 'two']);
  });

  describe('by claims', () => {
    it.each<[string, Parameters<typeof createClaimant>[1], FactRow, boolean]>([
      [
        'an Application of the name',
        { type: 'appName', name: 'app' },
        createApplicationRow('app'),
        true,
      ],
      [
        'an Application of another name',
        { type: 'appName', name: 'app' },
        createApplicationRow('other'),
        false,
      ],
      [
        'an Application of another Argo CD',
        { type: 'appName', name: 'app', cluster: 'eu-1' },
        createApplicationRow('app'),
        false,
      ],
      [
        'an Application of the project',
        { type: 'projectName', project: 'p' },
        createApplicationRow('app', { project: 'p' }),
        true,
      ],
      [
        'an Application that has the labels',
        { type: 'appSelector', selector: 'app in (a,b),!tier' },
        createApplicationRow('app', { labels: { app: 'b' } }),
        true,
      ],
      [
        'an Application that has a label too many',
        { type: 'appSelector', selector: 'app in (a,b),!tier' },
        createApplicationRow('app', { labels: { app: 'b', tier: 'x' } }),
        false,
      ],
      [
        'a workload of the id',
        { type: 'kubernetesId', selector: 'backstage.io/kubernetes-id=x' },
        createDeploymentRow('x', {
          namespace: 'free',
          labels: { 'backstage.io/kubernetes-id': 'x' },
        }),
        true,
      ],
      [
        'a workload of the id elsewhere',
        {
          type: 'kubernetesId',
          selector: 'backstage.io/kubernetes-id=x',
          namespace: 'other',
        },
        createDeploymentRow('x', {
          namespace: 'free',
          labels: { 'backstage.io/kubernetes-id': 'x' },
        }),
        false,
      ],
      [
        'anything in the namespace',
        { type: 'namespace', namespace: 'free' },
        createFactRow({ namespace: 'free' }),
        true,
      ],
      [
        'anything in a namespace of that name on another cluster',
        { type: 'namespace', namespace: 'free', cluster: 'us-1' },
        createFactRow({ namespace: 'free' }),
        false,
      ],
    ])('%s', async (_what, claim, row, isTouched) => {
      const { put, modules, forgetTouched, store } = await createWorld();
      await modules.reconcile([createClaimant('claimant', claim)]);
      await forgetTouched();
      const expected = isTouched ? [CLAIMANT] : [];
      await expect(put(row)).resolves.toEqual(expected);

      // Also when it changes, and when it goes.
      const changed = { ...row, value: { state: 'other' } };
      await expect(put(changed)).resolves.toEqual(expected);
      const { touched } = await store.sweep({
        observedOn: row.observedOn,
        kind: row.kind,
        seen: new Set(),
        now: new Date(),
      });
      expect(touched).toEqual(expected);
    });

    it('tells who claims what lies in a Namespace that becomes somebody’s', async () => {
      const { put, modules, forgetTouched } = await createWorld();
      await modules.reconcile([
        createClaimant('claimant', { type: 'labelSelector', selector: 'app' }),
      ]);
      await put(
        createDeploymentRow('x', { namespace: 'free', labels: { app: 'x' } }),
      );
      await forgetTouched();
      await expect(put(createNamespaceRow('free', 'one'))).resolves.toEqual([
        CLAIMANT,
        'one',
      ]);
    });

    it('tells who claims by a label that is taken off', async () => {
      const { put, modules, forgetTouched } = await createWorld();
      await modules.reconcile([
        createClaimant('claimant', { type: 'appSelector', selector: 'app=x' }),
      ]);
      await put(createApplicationRow('x', { labels: { app: 'x' } }));
      await forgetTouched();
      await expect(
        put(createApplicationRow('x', { labels: {} })),
      ).resolves.toEqual([CLAIMANT]);
      await expect(
        put(createApplicationRow('x', { labels: {}, value: { a: 1 } })),
      ).resolves.toEqual([]);
    });
  });
});
