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

  it('20261123000000_bindings goes up and down with what is kept, and up again', async () => {
    const knex = await databases.init(id);
    const config = { directory, name: '20261123000000_bindings.js' };
    const tables = ['claims', 'fact_labels'];
    const exist = async () =>
      Promise.all(tables.map(table => knex.schema.hasTable(table)));
    for (const name of [
      '20261122000000_sources.js',
      '20261122100000_modules.js',
    ]) {
      await knex.migrate.up({ directory, name });
    }
    const entity = {
      entity_ref: 'component:default/a',
      module: 'a',
      entity: '{}',
    };
    await knex('modules').insert(entity);
    const before = await knex('facts').columnInfo();

    await knex.migrate.up(config);
    expect(await exist()).toEqual([true, true]);
    // Its hash is nobody's: it is written anew with the next look at the catalog.
    await expect(knex('modules').select()).resolves.toEqual([
      { ...entity, hash: '' },
    ]);
    const label = {
      observed_on: 'eu-1',
      kind: 'apps/Deployment',
      object: 'a/b',
      key: 'app',
      value: 'x',
    };
    await knex('fact_labels').insert(label);
    await expect(knex('fact_labels').insert(label)).rejects.toThrow(/unique/i);

    await knex.migrate.down(config);
    expect(await exist()).toEqual([false, false]);
    await expect(knex('modules').select()).resolves.toEqual([entity]);
    expect(Object.keys(await knex('facts').columnInfo()).sort()).toEqual(
      Object.keys(before).sort(),
    );
    await knex.migrate.up(config);
    expect(await exist()).toEqual([true, true]);
  });

  it('20261123100000_leases goes up and down, and up again', async () => {
    const knex = await databases.init(id);
    const config = { directory, name: '20261123100000_leases.js' };
    const tables = ['leases', 'replicas', 'fan_outs', 'module_clusters'];
    const exist = async () =>
      Promise.all(tables.map(table => knex.schema.hasTable(table)));
    const source = {
      cluster: 'eu-1',
      source: 'connection',
      state: 'stale',
      since: '2026-11-22T10:42:00.000Z',
    };
    for (const name of [
      '20261122000000_sources.js',
      '20261122100000_modules.js',
      '20261123000000_bindings.js',
    ]) {
      await knex.migrate.up({ directory, name });
    }
    await knex('sources').insert(source);
    await knex('touched').insert({ module: 'one', revision: 1 });

    await knex.migrate.up(config);
    expect(await exist()).toEqual(tables.map(() => true));
    await expect(knex('sources').select()).resolves.toEqual([
      { ...source, confirmed_at: null, message: null, kinds: '[]' },
    ]);
    // It has no shard; every module is judged again after a start.
    await expect(knex('touched').select()).resolves.toEqual([]);
    const waiting = { module: 'one', revision: 1, shard: 3, priority: 0 };
    await knex('touched').insert(waiting);
    await expect(knex('touched').insert(waiting)).rejects.toThrow(/unique/i);
    const lease = {
      name: 'tick',
      holder: 'one',
      epoch: 1,
      expires_at: 2 ** 42,
    };
    await knex('leases').insert(lease);
    await expect(knex('leases').insert(lease)).rejects.toThrow(/unique/i);

    await knex.migrate.down(config);
    expect(await exist()).toEqual(tables.map(() => false));
    await expect(knex.schema.hasColumn('sources', 'kinds')).resolves.toBe(
      false,
    );
    await knex('touched').insert({ module: 'two', revision: 1 });
    await knex.migrate.up(config);
    expect(await exist()).toEqual(tables.map(() => true));
    await expect(knex('sources').pluck('cluster')).resolves.toEqual(['eu-1']);
  });

  it('20261124000000_revisions goes up and down, and up again', async () => {
    const knex = await databases.init(id);
    const config = { directory, name: '20261124000000_revisions.js' };
    const tables = ['revisions', 'module_revisions'];
    const exist = async () =>
      Promise.all(tables.map(table => knex.schema.hasTable(table)));
    for (const name of [
      '20261122000000_sources.js',
      '20261122100000_modules.js',
      '20261123000000_bindings.js',
      '20261123100000_leases.js',
    ]) {
      await knex.migrate.up({ directory, name });
    }
    const state = {
      entity_ref: 'component:default/a',
      facet: 'sync',
      verdict: 'good',
      state: '{}',
      state_hash: 'x',
      sources: '[]',
      placements: '[]',
      binding: 'confirmed',
      since: '2026-11-22T10:42:00.000Z',
      assessed_at: '2026-11-22T10:42:00.000Z',
    };
    await knex('states').insert(state);

    await knex.migrate.up(config);
    expect(await exist()).toEqual([true, true]);
    await expect(knex('states').select()).resolves.toEqual([
      { ...state, valid_until: null, answer_hash: null },
    ]);
    const counter = { name: 'sources', revision: 1 };
    await knex('revisions').insert(counter);
    await expect(knex('revisions').insert(counter)).rejects.toThrow(/unique/i);

    await knex.migrate.down(config);
    expect(await exist()).toEqual([false, false]);
    await expect(knex('states').select()).resolves.toEqual([state]);
    await knex.migrate.up(config);
    expect(await exist()).toEqual([true, true]);
  });

  it('20261124200000_history goes up and down, and up again', async () => {
    const knex = await databases.init(id);
    const config = { directory, name: '20261124200000_history.js' };
    const indexes = [
      'facts_record_module_index',
      'facts_record_subject_index',
      'state_history_time_index',
    ];
    const find = async () =>
      knex(id === 'SQLITE_3' ? 'sqlite_master' : 'pg_class')
        .whereIn(id === 'SQLITE_3' ? 'name' : 'relname', indexes)
        .then(rows => rows.length);
    await knex.migrate.up({ directory, name: '20261122000000_sources.js' });
    await knex.migrate.up({ directory, name: '20261122100000_modules.js' });

    await knex.migrate.up(config);
    await expect(find()).resolves.toBe(indexes.length);
    await knex.migrate.down(config);
    await expect(find()).resolves.toBe(0);
    await knex.migrate.up(config);
    await expect(find()).resolves.toBe(indexes.length);
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
