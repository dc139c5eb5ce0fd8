import { existsSync, readFileSync, rmSync } from 'node:fs';

/**
 * Runs tests that write a report, and answers the totals in it. Fails when there is no
 * report, or when the tests ended badly though the report names no failure.
 */
export async function runTests({ run, report, read }) {
  rmSync(report, { force: true });
  const error = await run().then(
    () => undefined,
    reason => reason,
  );
  if (!existsSync(report)) {
    throw error ?? new Error('The tests have written no report');
  }
  const totals = read(readFileSync(report, 'utf8'));
  if (error && !totals.failed) {
    throw error;
  }
  return totals;
}
