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
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import type { FactRow } from './FactRow';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

describe.each(databases.eachSupportedId())('Objects of no module, %s', id => {
  async function list(...rows: FactRow[]) {
    const stores = await createStores(await databases.init(id));
    await stores.modules.reconcile([
      createEntity('one'),
      createClaimant('claimant', { type: 'appName', name: 'claimed' }),
    ]);
    await stores.put(
      createNamespaceRow('team-a', 'one'),
      createNamespaceRow('free', null),
      ...rows,
    );
    return stores;
  }

  async function reasons(...rows: FactRow[]) {
    const { reader } = await list(...rows);
    const found = await reader.listUnmatched();
    return found.map(({ name, reason, module }) => [name, reason, module]);
  }

  it('are given by their address', async () => {
    const { reader } = await list(createApplicationRow('lost'));
    await expect(reader.listUnmatched()).resolves.toEqual([
      {
        cluster: 'hub',
        source: 'argocd',
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: 'argocd',
        name: 'lost',
        reason: 'noModule',
        module: null,
      },
    ]);
  });

  it('name a module that no entity is', async () => {
    const ghost = { ownModule: 'ghost', labelModule: 'ghost' };
    await expect(
      reasons(
        createNamespaceRow('team-b', 'unknown'),
        createApplicationRow('app', ghost),
        createDeploymentRow('x', { namespace: 'free', labelModule: 'ghost' }),
      ),
    ).resolves.toEqual([
      ['x', 'noEntity', 'ghost'],
      ['team-b', 'noEntity', 'unknown'],
      ['app', 'noEntity', 'ghost'],
    ]);
  });

  it('name one where that does not count', async () => {
    await expect(
      reasons(
        createDeploymentRow('x', { namespace: 'free', labelModule: 'one' }),
        // Its Namespace says whose it is: there it is shown.
        createDeploymentRow('y', { labelModule: 'ghost' }),
      ),
    ).resolves.toEqual([['x', 'notConfirmed', 'one']]);
  });

  it('place something, and nothing says of what', async () => {
    const quiet = { places: false };
    await expect(
      reasons(
        createApplicationRow('lost'),
        createApplicationRow('quiet', quiet),
        createApplicationRow('claimed'),
        createApplicationRow('named', { ownEntity: 'component:default/one' }),
        createApplicationRow('in-a', {
          observedOn: 'eu-1',
          namespace: 'team-a',
          platform: false,
        }),
      ),
    ).resolves.toEqual([['lost', 'noModule', null]]);
  });

  it('are none that are gone', async () => {
    const record = createApplicationRow('gone', { uid: 'u' });
    const { store, reader } = await list(record);
    await store.sweep({
      observedOn: 'hub',
      kind: record.kind,
      seen: new Set(),
      now: new Date(),
    });
    await expect(reader.listUnmatched()).resolves.toEqual([]);
  });
});
