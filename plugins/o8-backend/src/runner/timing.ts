import { setTimeout } from 'node:timers/promises';

/** How often and how long the runner of a cluster does what. */
export interface RunnerTiming {
  /** Between two probes of a cluster that answers. */
  probeIntervalMs: number;
  /** After which a probe that has no answer has failed. */
  probeTimeoutMs: number;
  /** The first pause after a failure; it doubles with each further one. */
  minBackoffMs: number;
  maxBackoffMs: number;
  /** Between two looks at which kinds a cluster has. */
  discoveryIntervalMs: number;
  /** For so long changes are gathered before they are written together. */
  gatherMs: number;
}

/** What real clusters stand, and people who wait. */
export const DEFAULT_TIMING: RunnerTiming = {
  probeIntervalMs: 5_000,
  probeTimeoutMs: 5_000,
  minBackoffMs: 250,
  maxBackoffMs: 30_000,
  discoveryIntervalMs: 60_000,
  gatherMs: 25,
};

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
