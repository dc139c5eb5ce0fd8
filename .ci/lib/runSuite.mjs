import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { readJest } from '../../bootstrap/testTotals.mjs';
import { runTests } from './runTests.mjs';

const PACKAGE = '@orchestr8/backstage-plugin-o8-backend';

/**
 * Runs the tests of the backend that are too slow for "npm test": the files that end
 * with `.<suite>.ts`.
 */
export async function runSuite(context, { suite, env = {}, workers = 1 }) {
  const report = path.join(context.folder, 'reports', `${suite}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  return runTests({
    run: () =>
      context.yarn(
        [
          ...['workspace', PACKAGE, 'run', 'backstage-cli', 'package', 'test'],
          '--watchAll=false',
          // Mostly one after the other: they measure how long things take.
          ...(workers === 1 ? ['--runInBand'] : [`--maxWorkers=${workers}`]),
          ...['--testMatch', `**/*.${suite}.ts`],
          '--json',
          `--outputFile=${report}`,
        ],
        { env },
      ),
    report,
    read: readJest,
  });
}
