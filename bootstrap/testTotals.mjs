const NONE = { passed: 0, failed: 0, skipped: 0 };

/** The totals of a TAP report of `node --test`. */
export function readTap(text) {
  const read = word => {
    const match = new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text);
    if (!match) {
      throw new Error(`The report of the tests has no line "# ${word}"`);
    }
    return Number(match[1]);
  };
  return {
    passed: read('pass'),
    failed: read('fail') + read('cancelled'),
    skipped: read('skipped') + read('todo'),
  };
}

/** The totals of a JSON report of Jest. A file that could not run is a failure. */
export function readJest(text) {
  const report = JSON.parse(text);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The sum of totals. */
export function addTotals(list) {
  return list.reduce(
    (sum, totals) => ({
      passed: sum.passed + (totals.passed ?? 0),
      failed: sum.failed + (totals.failed ?? 0),
      skipped: sum.skipped + (totals.skipped ?? 0),
    }),
    NONE,
  );
}

/** The totals as the one line that people and machines read. */
export function formatTotals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
