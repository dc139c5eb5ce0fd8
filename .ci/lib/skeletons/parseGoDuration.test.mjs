import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseGoDuration } from './parseGoDuration.mjs';

test('lengths of time are read as Go writes them', () => {
  assert.equal(parseGoDuration('30s'), 30_000);
  assert.equal(parseGoDuration('1m0s'), 60_000);
  assert.equal(parseGoDuration('168h'), 604_800_000);
  assert.equal(parseGoDuration('1s500ms'), 1_500);
  for (const text of ['', '7d', '1', 's', '1 s', '-1s']) {
    assert.throws(() => parseGoDuration(text), Error, text);
  }
});
