import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addTotals } from '../../bootstrap/testTotals.mjs';
import { runSuite } from '../lib/runSuite.mjs';

const SOAK_MINUTES = 2;

/**
 * What clusters and databases do to the engine, at a tenth of the time, and a short soak
 * that prints what it holds. Benchmarks of the same names take the full times.
 */
export async function faults(context) {
  // Fleet and engine are in one process, and there are two cores.
  const suite = await runMeasured(context, { suite: 'faults', workers: 2 });
  const soak = await runMeasured(context, {
    suite: 'soak',
    env: { O8_SOAK_MINUTES: String(SOAK_MINUTES) },
  });
  return addTotals([suite, soak]);
}

async function runMeasured(context, { env, ...options }) {
  const measures = path.join(context.folder, `${options.suite}.jsonl`);
  const totals = await runSuite(context, {
    ...options,
    env: { O8_TIME_SCALE: '0.1', O8_FAULT_REPORT: measures, ...env },
  });
  console.log(readFileSync(measures, 'utf8'));
  return totals;
}
