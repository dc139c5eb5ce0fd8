import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { isPostgres } from './write';

const MIGRATIONS = resolvePackagePath(
  '@orchestr8/backstage-plugin-o8-backend',
  'migrations',
);

/** Opens the plugin's database with its tables as this version has them. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!isPostgres(knex)) {
    await setDurability(knex);
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: MIGRATIONS });
  }
  return knex;
}

/**
 * By default SQLite waits for the disk at each commit, and with it the whole process:
 * two thirds of all time while clusters are read. With a log it waits now and then. The
 * file belongs to this plugin alone. When the power fails, the last commits may be
 * missing, never a part of one; what they held is on the clusters and is read again.
 */
async function setDurability(knex: Knex): Promise<void> {
  // A database in memory stays as it is.
  await knex.raw('PRAGMA journal_mode = WAL');
  // Of this connection; knex keeps one for SQLite.
  await knex.raw('PRAGMA synchronous = NORMAL');
}
