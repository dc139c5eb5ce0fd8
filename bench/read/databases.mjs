import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { loadPostgres, loadSqlite } from './packages.mjs';

const WAITING = ['touched', 'fan_outs'];

/** A folder of SQLite files, as `npm start` has them. */
export function createSqlite(folder) {
  const file = path.join(folder, 'o8.sqlite');
  return {
    name: 'SQLite',
    config: { client: 'better-sqlite3', connection: { directory: folder } },
    /** How much is waiting to be judged. */
    async countWaiting() {
      const Database = loadSqlite();
      const database = new Database(file, { readonly: true });
      try {
        return WAITING.map(table =>
          database.prepare(`SELECT count(*) AS count FROM ${table}`).get(),
        ).reduce((sum, { count }) => sum + count, 0);
      } finally {
        database.close();
      }
    },
    async drop() {},
  };
}

/** Databases of their own on a PostgreSQL that is there. */
export function createPostgres({ host, port, user, password }) {
  const prefix = `o8_bench_${randomBytes(4).toString('hex')}_`;
  const connection = { host, port: Number(port), user, password };
  async function query(database, sql, values) {
    const { Client } = loadPostgres();
    const client = new Client({ ...connection, database });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  }
  return {
    name: 'PostgreSQL',
    config: { client: 'pg', prefix, connection },
    async countWaiting() {
      const counts = await Promise.all(
        WAITING.map(table =>
          query(`${prefix}o8`, `SELECT count(*)::int AS count FROM ${table}`),
        ),
      );
      return counts.flat().reduce((sum, { count }) => sum + count, 0);
    },
    async drop() {
      const databases = await query(
        'postgres',
        'SELECT datname FROM pg_database WHERE datname LIKE $1',
        [`${prefix}%`],
      );
      for (const { datname } of databases) {
        await query('postgres', `DROP DATABASE "${datname}" WITH (FORCE)`);
      }
    },
  };
}
