import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findDropped } from './findDropped.mjs';

const SIGNAL_MS = 10_000;
const BEFORE = { startMs: 9_000 };
const SOON = { startMs: 11_000 };
const LATE = { startMs: 12_100 };

const isDropped = request => findDropped([request], SIGNAL_MS).length === 1;

describe('findDropped', () => {
  it('finds nothing in what was answered', () => {
    for (const at of [BEFORE, SOON, LATE]) {
      assert.equal(isDropped({ ...at, status: 200 }), false);
      assert.equal(isDropped({ ...at, status: 404 }), false);
    }
  });

  it('finds errors of the server', () => {
    assert.equal(isDropped({ ...SOON, status: 503 }), true);
  });

  it('lets new connections fail, but not before they have to', () => {
    const refused = { code: 'ECONNREFUSED', isReused: false };
    assert.equal(isDropped({ ...LATE, ...refused }), false);
    assert.equal(isDropped({ ...SOON, ...refused }), true);
    assert.equal(isDropped({ ...BEFORE, ...refused }), true);
    assert.equal(isDropped({ ...LATE, ...refused, code: 'ETIMEDOUT' }), true);
  });

  it('never lets a connection break that is in use', () => {
    const broken = { code: 'ECONNRESET', isReused: true };
    assert.equal(isDropped({ ...LATE, ...broken }), true);
  });
});
