import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { runTests } from './runTests.mjs';

let folder;
let report;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'o8-report-'));
  report = path.join(folder, 'report.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = text => JSON.parse(text);
const write = totals => writeFileSync(report, JSON.stringify(totals));

test('tests that pass are counted', async () => {
  const run = async () => write({ passed: 3, failed: 0 });
  assert.deepEqual(await runTests({ run, report, read }), {
    passed: 3,
    failed: 0,
  });
});

test('tests that fail are counted, not thrown', async () => {
  const run = async () => {
    write({ passed: 3, failed: 1 });
    throw new Error('ended with 1');
  };
  assert.deepEqual(await runTests({ run, report, read }), {
    passed: 3,
    failed: 1,
  });
});

test('a bad end that no failed test explains is an error', async () => {
  const run = async () => {
    write({ passed: 3, failed: 0 });
    throw new Error('ended with 1');
  };
  await assert.rejects(runTests({ run, report, read }), /ended with 1/);
});

test('the report of an earlier run does not count', async () => {
  write({ passed: 3, failed: 0 });
  await assert.rejects(
    runTests({ run: async () => {}, report, read }),
    /no report/,
  );
});
