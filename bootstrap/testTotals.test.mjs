import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addTotals, formatTotals, readJest, readTap } from './testTotals.mjs';

test('totals are read from TAP, counting what was cancelled as failed', () => {
  const report =
    'TAP version 13\n# tests 9\n# suites 0\n# pass 4\n# fail 1\n# cancelled 2\n# skipped 1\n# todo 1\n';
  assert.deepEqual(readTap(report), { passed: 4, failed: 3, skipped: 2 });
});

test('a report without totals is an error, not zero', () => {
  assert.throws(() => readTap('TAP version 13\n'), /no line "# pass"/);
});

test('totals are read from Jest, counting files that could not run as failed', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 2,
    numPendingTests: 3,
    numTodoTests: 1,
  };
  assert.deepEqual(readJest(JSON.stringify(report)), {
    passed: 7,
    failed: 3,
    skipped: 4,
  });
});

test('totals add up to one line', () => {
  const sum = addTotals([
    { passed: 1, failed: 0, skipped: 2 },
    {},
    { passed: 3, failed: 1, skipped: 0 },
  ]);
  assert.equal(formatTotals(sum), '4 passed, 1 failed, 2 skipped');
});
