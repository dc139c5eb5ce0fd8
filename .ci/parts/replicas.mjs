import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { LOGS } from '../../bootstrap/paths.mjs';
import { requirePostgres } from '../lib/postgres.mjs';
import { runSuite } from '../lib/runSuite.mjs';

/** Two real backend processes on one PostgreSQL: killed, frozen, without a database. */
export async function replicas(context) {
  const { testEnv } = await requirePostgres(context);
  const [postgresUrl] = Object.values(testEnv);
  const logs = path.join(LOGS, 'replicas');
  mkdirSync(logs, { recursive: true });
  return runSuite(context, {
    suite: 'replicas',
    env: { O8_REPLICAS_POSTGRES: postgresUrl, O8_REPLICAS_LOGS: logs },
  });
}
