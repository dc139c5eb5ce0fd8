import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { testDatabaseIds } from './__testUtils__/testDatabaseIds';
import { openDatabase } from './openDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: testDatabaseIds() });

describe('openDatabase', () => {
  it.each(databases.eachSupportedId())('makes the tables, %s', async id => {
    const knex = await databases.init(id);
    await openDatabase(mockServices.database({ knex }));
    await expect(knex('facts').select()).resolves.toEqual([]);
  });

  it('leaves the tables alone where others make them', async () => {
    const [id] = databases.eachSupportedId()[0];
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    await openDatabase({
      getClient: () => database.getClient(),
      migrations: { skip: true },
    });
    await expect(knex.schema.hasTable('facts')).resolves.toBe(false);
  });

  it('has a file of SQLite wait for the disk now and then only', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'o8-open-'));
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: path.join(folder, 'o8.sqlite') },
      useNullAsDefault: true,
    });
    try {
      await openDatabase({
        getClient: async () => knex,
        migrations: { skip: true },
      });
      await expect(knex.raw('PRAGMA journal_mode')).resolves.toEqual([
        { journal_mode: 'wal' },
      ]);
      // 1 is NORMAL.
      await expect(knex.raw('PRAGMA synchronous')).resolves.toEqual([
        { synchronous: 1 },
      ]);
    } finally {
      await knex.destroy();
      await fs.rm(folder, { recursive: true });
    }
  });
});
