import { setTimeout } from 'node:timers/promises';
import type { RunnerTiming } from '../timing';

/** So many of the shortest pauses are what a crowd is spread over. */
const SPREAD = 4;

/** The pause after so many failures in a row: half of it is left to chance. */
export function nextBackoffMs(
  failures: number,
  timing: Pick<RunnerTiming, 'minBackoffMs' | 'maxBackoffMs'>,
  random: number,
): number {
  const { minBackoffMs, maxBackoffMs } = timing;
  const full = Math.min(minBackoffMs * 2 ** failures, maxBackoffMs);
  return full / 2 + (full / 2) * random;
}

/**
 * The pause before many do the same at the same moment, such as to list again after an
 * outage or a compaction: all of it is left to chance.
 */
export function spreadMs(
  timing: Pick<RunnerTiming, 'minBackoffMs'>,
  random: number,
): number {
  return timing.minBackoffMs * SPREAD * random;
}

/** Waits; resolves early when aborted. Does not keep the process alive. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal, ref: false });
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}
