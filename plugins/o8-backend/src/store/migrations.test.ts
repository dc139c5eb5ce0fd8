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

  it('20261122100000_modules goes up and down, and up again', async () => {
    const knex = await databases.init(id);
    const tables = [
      'facts',
      'modules',
      'states',
      'state_history',
      'touched',
      'settings',
    ];
    const exist = async () =>
      Promise.all(tables.map(table => knex.schema.hasTable(table)));
    const config = { directory, name: '20261122100000_modules.js' };

    await knex.migrate.up({ directory, name: '20261122000000_sources.js' });
    await knex.migrate.up(config);
    expect(await exist()).toEqual(tables.map(() => true));
    const touched = { module: 'one', revision: 1 };
    await knex('touched').insert(touched);
    await expect(knex('touched').insert(touched)).rejects.toThrow(/unique/i);

    await knex.migrate.down(config);
    expect(await exist()).toEqual(tables.map(() => false));
    await expect(knex.schema.hasTable('sources')).resolves.toBe(true);
    await knex.migrate.up(config);
    expect(await exist()).toEqual(tables.map(() => true));
  });

  it('takes the longest names that Kubernetes has', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory });
    const [dns, label] = ['x'.repeat(253), 'y'.repeat(63)];
    const time = '2026-11-22T10:42:00.000Z';
    const row = {
      observed_on: label,
      kind: `${'g'.repeat(190)}/${label}`,
      object: `${dns}/${dns}`,
      uid: 'u'.repeat(64),
      type: 'x.a',
      key: dns,
      source: 'x',
      api_version: 'v1',
      namespace: dns,
      name: dns,
      own_module: label,
      binds: 'subject',
      places: true,
      subject_cluster: label,
      subject_namespace: dns,
      value: '{}',
      value_hash: 'h'.repeat(64),
      volatile: '{}',
      evidence_at: time,
      changed_at: time,
      gone_at: time,
    };
    await knex('facts').insert(row);
    await expect(knex('facts').pluck('object')).resolves.toEqual([row.object]);
  });
});
