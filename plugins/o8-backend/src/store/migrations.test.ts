import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';

const databases = TestDatabases.create({ ids: testDatabaseIds() });
const directory = resolvePackagePath(
  '@orchestr8/backstage-plugin-o8-backend',
  'migrations',
);

describe.each(databases.eachSupportedId())('migrations, %s', id => {
  it('20261122000000_sources goes up and down', async () => {
    const knex = await databases.init(id);
    const row = {
      cluster: 'eu-1',
      source: 'connection',
      state: 'stale',
      since: '2026-11-22T10:42:00.000Z',
    };

    await knex.migrate.up({ directory, name: '20261122000000_sources.js' });
    await knex('sources').insert(row);
    await expect(knex('sources').select()).resolves.toEqual([
      { ...row, confirmed_at: null, message: null },
    ]);
    await expect(knex('sources').insert(row)).rejects.toThrow(/unique/i);

    await knex.migrate.down({ directory, name: '20261122000000_sources.js' });
    await expect(knex.schema.hasTable('sources')).resolves.toBe(false);
  });
});
