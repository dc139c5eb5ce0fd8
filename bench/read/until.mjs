import { setTimeout as sleep } from 'node:timers/promises';

/** How long it takes until a question is answered with yes; Infinity if it never is. */
export async function msUntil(
  isSo,
  { limitMs, intervalMs, sinceMs = performance.now() },
) {
  for (;;) {
    const askedMs = performance.now();
    // What is away cannot say yes.
    if (await isSo().catch(() => false)) {
      return performance.now() - sinceMs;
    }
    if (askedMs - sinceMs > limitMs) {
      return Infinity;
    }
    await sleep(intervalMs);
  }
}
