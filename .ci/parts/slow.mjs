import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { readJest } from '../../bootstrap/testTotals.mjs';
import { runTests } from '../lib/runTests.mjs';

/** The tests that "npm test" leaves out: they start hundreds of processes, or a fleet. */
export async function slow(context) {
  const report = path.join(context.folder, 'reports', 'slow.json');
  mkdirSync(path.dirname(report), { recursive: true });
  const jest = ['backstage-cli', 'repo', 'test', '--watchAll=false'];
  return runTests({
    run: () =>
      context.yarn([
        ...jest,
        // More than there are cores: much of their time they wait, for git and for clocks.
        '--maxWorkers=3',
        '--json',
        `--outputFile=${report}`,
        '\\.slow\\.test\\.ts$',
      ]),
    report,
    read: readJest,
  });
}
