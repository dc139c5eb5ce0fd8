import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createEntity, createStores } from './__testUtils__/createStores';
import { collectQueries } from './__testUtils__/findScans';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import type { NewState } from './ModuleStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

function createState(name: string, fields: Partial<NewState> = {}): NewState {
  return {
    entityRef: `component:default/${name}`,
    facet: 'sync',
    state: { verdict: 'bad', headline: { code: 'x', params: {} } },
    sources: [],
    placements: [],
    binding: 'confirmed',
    assessedAt: '2026-11-22T10:00:00.000Z',
    validUntil: null,
    ...fields,
  };
}

function createSync(
  ...deployments: {
    cluster: string | null;
    namespace: string;
    environment: string | null;
  }[]
): NewState['state'] {
  return {
    ...createState('any').state,
    deployments,
  } as NewState['state'];
}

describe.each(databases.eachSupportedId())('module_attributes, %s', id => {
  let knex: Knex;
  let modules: Awaited<ReturnType<typeof createStores>>['modules'];

  beforeAll(async () => {
    knex = await databases.init(id);
    ({ modules } = await createStores(knex));
  });

  beforeEach(() => modules.reconcile([]));

  const listAttributes = async () => {
    const rows = await knex('module_attributes').select();
    return rows
      .map(
        ({ entity_ref: ref, attribute, value }) =>
          `${ref.split('/')[1]} ${attribute}=${value}`,
      )
      .sort();
  };
  const save = (module: string, ...states: NewState[]) =>
    modules.saveStates(states, { module, revision: 1 });

  it('follow the catalog', async () => {
    const web = createEntity('web', {
      owners: ['group:default/a', 'group:default/b'],
      system: 'system:default/s',
      landingZone: 'acme',
    });
    await modules.reconcile([web, createEntity('bare')]);
    expect(await listAttributes()).toEqual([
      'web landingZone=acme',
      'web owner=group:default/a',
      'web owner=group:default/b',
      'web system=system:default/s',
    ]);

    await modules.reconcile([
      { ...web, owners: ['group:default/b'], landingZone: null },
    ]);
    expect(await listAttributes()).toEqual([
      'web owner=group:default/b',
      'web system=system:default/s',
    ]);

    await modules.reconcile([]);
    expect(await listAttributes()).toEqual([]);
  });

  it('follow the clusters', async () => {
    await modules.reconcile([
      createEntity('web', { owners: ['group:default/a'] }),
    ]);
    const eu = { cluster: 'eu-1', namespace: 'web' };
    await save(
      'web',
      createState('web', {
        placements: [eu, { cluster: 'us-1', namespace: 'web' }],
        state: createSync({ ...eu, environment: 'production' }),
      }),
      createState('web', { facet: 'recovery', placements: [eu] }),
    );
    expect(await listAttributes()).toEqual([
      'web cluster=eu-1',
      'web cluster=us-1',
      'web environment=production',
      'web namespace=web',
      'web owner=group:default/a',
    ]);

    await save('web', createState('web', { placements: [eu] }));
    expect(await listAttributes()).toEqual([
      'web cluster=eu-1',
      'web namespace=web',
      'web owner=group:default/a',
    ]);
  });

  it('have where a claimed Application deploys to: it is shown', async () => {
    await modules.reconcile([createEntity('web')]);
    await save(
      'web',
      createState('web', {
        binding: 'claimed',
        state: createSync(
          { cluster: 'us-1', namespace: 'x', environment: null },
          // Of a cluster that is not configured, nothing has a name.
          { cluster: null, namespace: 'y', environment: 'test' },
        ),
      }),
    );
    expect(await listAttributes()).toEqual([
      'web cluster=us-1',
      'web environment=test',
      'web namespace=x',
      'web namespace=y',
    ]);
  });

  it('are not kept of an entity that left meanwhile, or is another module', async () => {
    await modules.reconcile([createEntity('web', { module: 'other' })]);
    const placements = [{ cluster: 'eu-1', namespace: 'web' }];
    await save(
      'web',
      createState('web', { placements }),
      createState('gone', { placements }),
    );
    expect(await listAttributes()).toEqual([]);
  });

  it('are written only where they differ', async () => {
    await modules.reconcile([createEntity('web')]);
    const state = createState('web', {
      placements: [{ cluster: 'eu-1', namespace: 'web' }],
    });
    await save('web', state);
    const queries = await collectQueries(knex, () => save('web', state));
    const own = queries
      .map(({ sql }) => sql)
      .filter(sql => sql.includes('module_attributes'));
    expect(own).toEqual([expect.stringMatching(/^select/)]);
  });

  it('keep what no column can, and find it again', async () => {
    const zones = ['x'.repeat(300), 'a\0b', '\uD800'];
    await modules.reconcile(
      zones.map((landingZone, index) =>
        createEntity(`m-${index}`, { landingZone }),
      ),
    );
    expect(await listAttributes()).toHaveLength(zones.length);
  });
});
