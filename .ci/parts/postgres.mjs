import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { readJest } from '../../bootstrap/testTotals.mjs';
import { requirePostgres } from '../lib/postgres.mjs';
import { runTests } from '../lib/runTests.mjs';

/** The tests of stores and migrations, on a real PostgreSQL beside SQLite. */
export async function postgres(context) {
  const { testEnv } = await requirePostgres(context);
  const report = path.join(context.folder, 'reports', 'postgres.json');
  mkdirSync(path.dirname(report), { recursive: true });
  const jest = ['backstage-cli', 'repo', 'test', '--watchAll=false'];
  return runTests({
    run: () =>
      context.yarn([...jest, '--json', `--outputFile=${report}`, 'src/store'], {
        env: { ...testEnv, BACKSTAGE_TEST_DISABLE_DOCKER: '1' },
      }),
    report,
    read: text => {
      if (!/"fullName":"[^"]*POSTGRES_/.test(text)) {
        throw new Error('No test ran on PostgreSQL');
      }
      return readJest(text);
    },
  });
}
