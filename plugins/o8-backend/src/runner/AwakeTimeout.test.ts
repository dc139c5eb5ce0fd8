import { setTimeout as sleep } from 'node:timers/promises';
import { AwakeTimeout } from './AwakeTimeout';
import { until } from './__testUtils__/until';

/** Nothing else of this process goes on meanwhile. */
function block(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

describe('AwakeTimeout', () => {
  it('aborts when its time is over, not before', async () => {
    const startMs = performance.now();
    const timeout = new AwakeTimeout(100);
    await until(() => timeout.signal.aborted);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(90);
  });

  it('does not count for how long the process stood still', async () => {
    const timeout = new AwakeTimeout(200);
    block(400);
    await sleep(1);
    expect(timeout.signal.aborted).toBe(false);
    await until(() => timeout.signal.aborted);
  });

  it('does nothing once it was ended', async () => {
    const timeout = new AwakeTimeout(10);
    timeout.end();
    await sleep(40);
    expect(timeout.signal.aborted).toBe(false);
  });
});
