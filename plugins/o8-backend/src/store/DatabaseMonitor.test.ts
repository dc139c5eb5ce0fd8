import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { DatabaseMonitor } from './DatabaseMonitor';
import { startFanOut } from './fanOuts';
import { touch } from './touch';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

describe.each(databases.eachSupportedId())('DatabaseMonitor, %s', id => {
  it('counts what waits, and throws when nothing can be read', async () => {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const monitor = await DatabaseMonitor.create({ database });
    await expect(monitor.ping()).resolves.toBeUndefined();
    expect(await monitor.countWaiting()).toEqual({ modules: 0, fanOuts: 0 });

    await knex.transaction(async tx => {
      await startFanOut(tx, { cluster: 'eu-1' });
      await touch(tx, ['alpha', 'beta']);
    });
    expect(await monitor.countWaiting()).toEqual({ modules: 2, fanOuts: 1 });

    await knex.schema.dropTable('leases');
    await expect(monitor.ping()).rejects.toThrow(/leases/);
  });
});
