import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  createApplicationRow,
  createDeploymentRow,
  createFactRow,
  createNamespaceRow,
  NOW,
} from './__testUtils__/createFactRow';
import { createStores } from './__testUtils__/createStores';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { toDbFact } from './FactRow';
import { selectModuleFacts } from './selectModuleFacts';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

const ASKED = ['one', 'two', 'three'].map(module => ({
  module,
  entityRefs: [`component:default/${module}`],
}));

const ROWS = [
  createNamespaceRow('shared-name', 'one'),
  // The same name on another cluster is another one's.
  createNamespaceRow('shared-name', 'two', 'us-1'),
  createNamespaceRow('of-both', 'one', 'us-1'),
  createNamespaceRow('by-entity', null, 'us-1', {
    ownEntity: 'component:default/three',
  }),
  createDeploymentRow('web', { namespace: 'shared-name' }),
  createDeploymentRow('web', { namespace: 'shared-name', observedOn: 'us-1' }),
  createDeploymentRow('api', { namespace: 'of-both', observedOn: 'us-1' }),
  // It says itself whose it is: not its Namespace’s.
  createDeploymentRow('guest', {
    namespace: 'shared-name',
    ownModule: 'elsewhere',
  }),
  createFactRow({
    observedOn: 'us-1',
    kind: 'x/Policy',
    namespace: null,
    name: 'for-us',
    type: 'x.policy',
    binds: 'subject',
    subjectCluster: 'us-1',
    subjectNamespace: null,
  }),
  createFactRow({
    kind: 'x/Backup',
    namespace: 'velero',
    name: 'for-one',
    type: 'x.backup',
    uid: 'u',
    binds: 'subject',
    subjectNamespace: 'shared-name',
  }),
  createApplicationRow('app', {
    ownModule: 'two',
    madeBy: 'set',
    namespace: 'argocd',
  }),
  createFactRow({
    observedOn: 'hub',
    kind: 'argoproj.io/ApplicationSet',
    namespace: 'argocd',
    name: 'set',
    type: 'applicationSets.applicationSet',
  }),
];

describe.each(databases.eachSupportedId())('The facts of modules, %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    ({ knex } = await createStores(await databases.init(id)));
    await knex('facts').insert([
      ...ROWS.map(row => toDbFact(row, NOW)),
      {
        ...toDbFact(
          createFactRow({ name: 'gone', uid: 'g', ownModule: 'one' }),
          NOW,
        ),
        gone_at: NOW.toISOString(),
      },
    ]);
  });

  async function select(asked: typeof ASKED, types?: ReadonlySet<string>) {
    const found = await selectModuleFacts(knex, asked, types);
    return Object.fromEntries(
      [...found].map(([module, rows]) => [
        module,
        rows
          .map(({ row, by }) => `${row.observed_on} ${row.name} ${by}`)
          .sort(),
      ]),
    );
  }

  const EXPECTED = {
    one: [
      'eu-1 for-one shared',
      'eu-1 shared-name own',
      'eu-1 web home',
      'us-1 api home',
      'us-1 for-us shared',
      'us-1 of-both own',
    ].sort(),
    two: [
      'hub app own',
      'hub set shared',
      'us-1 for-us shared',
      'us-1 shared-name own',
      'us-1 web home',
    ],
    three: ['us-1 by-entity own', 'us-1 for-us shared'],
  };

  it('are found for many at once, each with its own', async () => {
    await expect(select(ASKED)).resolves.toEqual(EXPECTED);
  });

  it.each(ASKED)('are the same for $module alone', async asked => {
    const { module } = asked;
    await expect(select([asked])).resolves.toEqual({
      [module]: EXPECTED[module as keyof typeof EXPECTED],
    });
  });

  it('are none of whom nothing is known', async () => {
    const nobody = { module: 'nobody', entityRefs: [] };
    await expect(select([nobody])).resolves.toEqual({ nobody: [] });
    await expect(select([])).resolves.toEqual({});
  });

  it('are of some types, but for what says whose it is', async () => {
    await expect(select(ASKED, new Set(['x.backup']))).resolves.toEqual({
      one: ['eu-1 for-one shared', 'eu-1 shared-name own', 'us-1 of-both own'],
      two: ['hub app own', 'us-1 shared-name own'],
      three: ['us-1 by-entity own'],
    });
    const makers = new Set(['applicationSets.applicationSet']);
    await expect(select([ASKED[1]], makers)).resolves.toEqual({
      two: ['hub app own', 'hub set shared', 'us-1 shared-name own'],
    });
  });

  it('are asked for with as many queries, however many ask', async () => {
    const count = async (asked: typeof ASKED) => {
      let queries = 0;
      const add = () => {
        queries += 1;
      };
      knex.on('query', add);
      await select(asked);
      knex.off('query', add);
      return queries;
    };
    expect(await count(ASKED)).toBe(await count([ASKED[1]]));
  });
});
