import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { runSideBySide } from './runSideBySide.mjs';

describe('runSideBySide', () => {
  it('answers in order, and never runs more than it may', async () => {
    let running = 0;
    let most = 0;
    const tasks = [3, 1, 2, 0].map(turns => async () => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < turns; turn += 1) {
        await setImmediate();
      }
      running -= 1;
      return turns;
    });
    assert.deepEqual(await runSideBySide(tasks, 2), [3, 1, 2, 0]);
    assert.equal(most, 2);
    assert.deepEqual(await runSideBySide([], 2), []);
  });

  it('throws a failure when what runs has ended, and starts nothing more', async () => {
    const seen = [];
    const tasks = [
      async () => {
        throw new Error('broken');
      },
      async () => {
        await setImmediate();
        seen.push('second');
      },
      async () => seen.push('third'),
    ];
    await assert.rejects(runSideBySide(tasks, 2), /broken/);
    assert.deepEqual(seen, ['second']);
  });
});
