import { TestDatabases } from '@backstage/backend-test-utils';
import {
  createApplicationRow,
  createDeploymentRow,
  createNamespaceRow,
} from './__testUtils__/createFactRow';
import {
  createClaimant,
  createEntity,
  createStores,
} from './__testUtils__/createStores';
import { readFactsOf } from './__testUtils__/readFactsOf';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { selectClaimsOn, writeClaims } from './claims';
import { syncLabels } from './factLabels';
import { toDbFact } from './FactRow';
import { toClaimable } from './selectClaimable';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

describe.each(databases.eachSupportedId())('claims, %s', id => {
  const create = async () => createStores(await databases.init(id));

  const byName = createClaimant('by-name', { type: 'appName', name: 'app' });
  const bySelector = createClaimant('by-selector', {
    type: 'appSelector',
    selector: 'app in (x,y)',
  });

  it('are kept as the entities make them, and read by nobody else', async () => {
    const { knex } = await create();
    await writeClaims(knex, [byName, bySelector, createEntity('plain')]);
    await expect(
      knex('claims').select('entity_ref', 'module', 'type', 'name', 'label'),
    ).resolves.toEqual([
      {
        entity_ref: 'component:default/by-name',
        module: 'component:default/by-name',
        type: 'appName',
        name: 'app',
        label: null,
      },
      {
        entity_ref: 'component:default/by-selector',
        module: 'component:default/by-selector',
        type: 'appSelector',
        name: null,
        label: 'app',
      },
    ]);

    await writeClaims(knex, [{ ...byName, module: 'named' }]);
    await expect(knex('claims').pluck('module')).resolves.toEqual(['named']);
  });

  it('that stay as they are, are not written again', async () => {
    const { knex } = await create();
    await writeClaims(knex, [byName, bySelector]);
    const statements: string[] = [];
    knex.on('query', ({ sql }) => statements.push(sql));
    await expect(writeClaims(knex, [byName, bySelector])).resolves.toEqual(
      new Set(),
    );
    expect(statements).toEqual([expect.stringMatching(/^select/)]);
  });

  it('tell who else claims what they reach for, now or until now', async () => {
    const { modules, put, forgetTouched, touched } = await create();
    await put(createApplicationRow('app', { labels: { app: 'x' } }));
    await modules.reconcile([byName, createEntity('plain')]);
    await forgetTouched();
    await modules.reconcile([byName, bySelector, createEntity('plain')]);
    await expect(touched()).resolves.toEqual([
      byName.module,
      bySelector.module,
    ]);
    await forgetTouched();
    await modules.reconcile([byName, createEntity('plain')]);
    await expect(touched()).resolves.toEqual([
      byName.module,
      bySelector.module,
    ]);
  });

  it('are told of all at once when very many change', async () => {
    const { knex } = await create();
    const many = Array.from({ length: 300 }, (_, index) =>
      createClaimant(`m-${index}`, { type: 'appName', name: `a-${index}` }),
    );
    const met = await writeClaims(knex, many);
    expect(met.size).toBe(300);
    await expect(writeClaims(knex, many)).resolves.toEqual(new Set());
    await expect(writeClaims(knex, [])).resolves.toEqual(new Set());
    await expect(knex('claims').pluck('module')).resolves.toEqual([]);
  });

  it('on objects are found for each of them', async () => {
    const { knex } = await create();
    await writeClaims(knex, [
      byName,
      bySelector,
      createClaimant('space', { type: 'namespace', namespace: 'team-a' }),
      createClaimant(
        'twice',
        { type: 'projectName', project: 'p' },
        { type: 'projectName', project: 'p', cluster: 'us-1' },
      ),
    ]);
    const objects = [
      createApplicationRow('app', { labels: { app: 'y' }, project: 'p' }),
      createApplicationRow('other', { project: 'q' }),
      createDeploymentRow('app', { labels: { app: 'y' } }),
      createNamespaceRow('team-a', null),
    ].map(row => toClaimable(toDbFact(row, new Date())));
    const found = await selectClaimsOn(knex, objects);
    expect(
      found.map(claims => claims.map(claim => claim.entity_ref).sort()),
    ).toEqual([
      [
        'component:default/by-name',
        'component:default/by-selector',
        'component:default/twice',
      ],
      [],
      ['component:default/space'],
      ['component:default/space'],
    ]);
  });

  it('hostile names and values are found as what they are', async () => {
    const { knex, put, reader } = await create();
    const value = `'; DROP TABLE claims; --`;
    await put(
      createApplicationRow('x', {
        labels: { app: value, ['k'.repeat(300)]: 'a\0b', long: 'v'.repeat(99) },
        project: 'p'.repeat(400),
      }),
    );
    const entity = createClaimant('a', { type: 'appName', name: value });
    await writeClaims(knex, [entity]);
    await expect(
      readFactsOf(reader, entity.module, [entity]),
    ).resolves.toMatchObject({ facts: [] });
    await expect(knex('fact_labels').pluck('key')).resolves.toHaveLength(3);
  });
});

describe.each(databases.eachSupportedId())('labels of facts, %s', id => {
  it('are those of the kept facts, whatever was there before', async () => {
    const { knex, put, store } = await createStores(await databases.init(id));
    const labels = () =>
      knex('fact_labels').select('object', 'key', 'value').orderBy('object');
    const row = createApplicationRow('x', { labels: { app: 'x', team: 'a' } });
    await put(row);
    await put(createDeploymentRow('y', { labels: { app: 'y' } }));
    await put({ ...row, labels: { app: 'z' } });
    await expect(labels()).resolves.toEqual([
      { object: 'argocd/x', key: 'app', value: 'z' },
      { object: 'team-a/y', key: 'app', value: 'y' },
    ]);

    await store.sweep({
      observedOn: 'hub',
      kind: 'argoproj.io/Application',
      seen: new Set(),
      now: new Date(),
    });
    await expect(labels()).resolves.toEqual([
      { object: 'team-a/y', key: 'app', value: 'y' },
    ]);
  });

  it('are kept of no kind that nobody can claim by them', async () => {
    const { knex } = await createStores(await databases.init(id));
    const statements: string[] = [];
    knex.on('query', ({ sql }) => statements.push(sql));
    const namespace = createNamespaceRow('a', null);
    await syncLabels(knex, [toDbFact(namespace, new Date())]);
    await syncLabels(knex, []);
    expect(statements).toEqual([]);
  });
});
