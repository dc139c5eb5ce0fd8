import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairwise } from './pairwise.mjs';

const DIMENSIONS = {
  mesh: ['none', 'sidecar', 'ambient'],
  bus: [undefined, 'nats', 'kafka'].map(String),
  secrets: ['external', 'sealed'],
  delivery: ['rolling', 'weights', 'canary'],
  database: ['none', 'shared', 'dedicated'],
};

test('every two values meet, in far fewer rows than there are combinations', () => {
  const rows = pairwise(DIMENSIONS);
  const names = Object.keys(DIMENSIONS);
  for (const one of names) {
    for (const other of names.filter(name => name !== one)) {
      for (const a of DIMENSIONS[one]) {
        for (const b of DIMENSIONS[other]) {
          assert.ok(
            rows.some(row => row[one] === a && row[other] === b),
            `${one} ${a} never meets ${other} ${b}`,
          );
        }
      }
    }
  }
  assert.ok(rows.length <= 16, `${rows.length} rows`);
  assert.deepEqual(pairwise(DIMENSIONS), rows);
});

test('one dimension has no pairs, and two have all of them', () => {
  assert.deepEqual(pairwise({ a: [1, 2] }), []);
  assert.equal(pairwise({ a: [1, 2], b: [3, 4] }).length, 4);
});
