import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checks } from './Checks.mjs';

test('what fails is counted and said, and the next check runs', async t => {
  const said = [];
  for (const method of ['log', 'error']) {
    t.mock.method(console, method, text => said.push(text));
  }
  const checks = new Checks();
  assert.equal(await checks.run('one', () => 1), 1);
  const failing = async () => {
    throw new Error('first\nsecond');
  };
  assert.equal(await checks.run('two', failing), undefined);
  await checks.run('three', () => {});
  checks.skip('four', 'not here');
  assert.deepEqual(checks.totals, { passed: 2, failed: 1, skipped: 1 });
  assert.deepEqual(said, [
    '  ✔ one',
    '  ✖ two\n      first\n      second',
    '  ✔ three',
    '  - four: skipped: not here',
  ]);
});
