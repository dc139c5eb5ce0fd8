import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { addTotals, readJest } from '../../bootstrap/testTotals.mjs';
import { runTests } from '../lib/runTests.mjs';

const SOAK_MINUTES = 2;

/**
 * What clusters and databases do to the engine, at a tenth of the time, and a short soak
 * that prints what it holds. Benchmarks of the same names take the full times.
 */
export async function faults(context) {
  const suite = await runSuite(context, 'faults', {
    // Fleet and engine are in one process, and there are two cores.
    args: ['--maxWorkers=2'],
    match: '**/src/faults/*.faults.ts',
  });
  const soak = await runSuite(context, 'soak', {
    args: ['--runInBand'],
    match: '**/src/faults/soak/*.faults.ts',
    env: { O8_SOAK_MINUTES: String(SOAK_MINUTES) },
  });
  return addTotals([suite, soak]);
}

async function runSuite(context, name, { args, match, env }) {
  const folder = path.join(context.folder, 'reports');
  mkdirSync(folder, { recursive: true });
  const report = path.join(folder, `${name}.json`);
  const measures = path.join(folder, `${name}.jsonl`);
  rmSync(measures, { force: true });
  const totals = await runTests({
    run: () =>
      context.yarn(
        [
          ...['workspace', '@orchestr8/backstage-plugin-o8-backend', 'test'],
          ...['--watchAll=false', ...args, '--testMatch', match],
          ...['--json', `--outputFile=${report}`],
        ],
        { env: { O8_TIME_SCALE: '0.1', O8_FAULT_REPORT: measures, ...env } },
      ),
    report,
    read: readJest,
  });
  console.log(readFileSync(measures, 'utf8'));
  return totals;
}
