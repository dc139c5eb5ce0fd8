import { setTimeout as sleep } from "node:timers/promises";

/** How long to wait between attempts. */
export interface Backoff {
  firstMs: number;
  maxMs: number;
}

/** The wait after an attempt; attempts are counted from 1. */
export function delayAfter(
  attempt: number,
  { firstMs, maxMs }: Backoff,
): number {
  return Math.min(firstMs * 2 ** (attempt - 1), maxMs);
}

/** Tries until it succeeds; rejects only when the signal is aborted. */
export async function retryForever<T>(
  work: () => Promise<T>,
  options: Backoff & {
    signal?: AbortSignal | undefined;
    onFailure: (error: unknown, attempt: number) => void;
  },
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      options.signal?.throwIfAborted();
      options.onFailure(error, attempt);
    }
    await sleep(delayAfter(attempt, options), undefined, {
      signal: options.signal,
    });
  }
}
