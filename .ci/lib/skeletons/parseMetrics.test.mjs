import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMetrics, sumOf } from './parseMetrics.mjs';

const TEXT = `# HELP requests Requests
# TYPE requests histogram
requests_bucket{route="/",le="0.5"} 3
requests_bucket{route="/",le="+Inf",} 4
requests_count{route="/a \\"b\\"\\n\\\\n, {c}"} 4 1700000000000
requests_count{route=""} 1e2
up 1

`;

describe('parseMetrics', () => {
  it('reads samples with their labels', () => {
    assert.deepEqual(parseMetrics(TEXT), [
      { name: 'requests_bucket', labels: { route: '/', le: '0.5' }, value: 3 },
      { name: 'requests_bucket', labels: { route: '/', le: '+Inf' }, value: 4 },
      {
        name: 'requests_count',
        labels: { route: '/a "b"\n\\n, {c}' },
        value: 4,
      },
      { name: 'requests_count', labels: { route: '' }, value: 100 },
      { name: 'up', labels: {}, value: 1 },
    ]);
    assert.equal(parseMetrics('most +Inf\n')[0].value, Infinity);
    for (const text of ['NaN', 'Nan', 'nan']) {
      assert.equal(parseMetrics(`none ${text}\n`)[0].value, NaN);
    }
  });

  it('refuses what is no sample', () => {
    for (const text of [
      '<html>',
      'up',
      'up one',
      'up{a=b} 1',
      'up{a="b"c} 1',
    ]) {
      assert.throws(() => parseMetrics(text), Error, text);
    }
  });
});

describe('sumOf', () => {
  it('adds what has these labels', () => {
    const samples = parseMetrics(TEXT);
    assert.equal(sumOf(samples, 'requests_count'), 104);
    assert.equal(sumOf(samples, 'requests_count', { route: '' }), 100);
    assert.equal(sumOf(samples, 'requests_count', { route: '/x' }), 0);
  });
});
