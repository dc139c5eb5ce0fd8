import { DEFAULT_TIMING } from '../timing';
import { nextBackoffMs, pause, spreadMs } from './timing';

const timing = { minBackoffMs: 100, maxBackoffMs: 1_000 };

describe('nextBackoffMs', () => {
  it.each([
    [0, 0, 50],
    [0, 0.5, 75],
    [0, 1, 100],
    [1, 1, 200],
    [2, 1, 400],
    [3, 1, 800],
    [4, 1, 1_000],
    [4, 0, 500],
    [100_000, 1, 1_000],
  ])('after %d failures, with chance %d, is %d ms', (failures, random, ms) => {
    expect(nextBackoffMs(failures, timing, random)).toBe(ms);
  });

  it('is never nothing with the times that are shipped', () => {
    expect(nextBackoffMs(0, DEFAULT_TIMING, 0)).toBeGreaterThan(0);
  });
});

describe('pause', () => {
  it('ends early when aborted, without an error', async () => {
    const abort = new AbortController();
    const paused = pause(1_000_000, abort.signal);
    abort.abort(new Error('enough'));
    await expect(paused).resolves.toBeUndefined();
    await expect(pause(1_000_000, abort.signal)).resolves.toBeUndefined();
  });

  it('ends by itself', async () => {
    const keepsAlive = setInterval(() => {}, 10);
    const paused = pause(1, new AbortController().signal);
    await expect(paused).resolves.toBeUndefined();
    clearInterval(keepsAlive);
  });
});

describe('spreadMs', () => {
  it('leaves all of the pause to chance', () => {
    expect(spreadMs(timing, 0)).toBe(0);
    expect(spreadMs(timing, 0.5)).toBe(200);
    expect(spreadMs(timing, 1)).toBe(400);
  });
});
