import { scaleTiming, type EngineTiming } from '../../timing';

/** How long everything takes: 1 is what it takes in a portal. */
export const SCALE = Number(process.env.O8_TIME_SCALE ?? 0.1);

/** A machine that does other things too is as slow at a tenth as at full length. */
const MIN_ANSWER_MS = 2_000;
const MIN_PROMISE_MS = 15_000;

/** The durations of the suite. */
export const TIMING: EngineTiming = createTiming();

/** What is given in real time, in the time of the suite. */
export function scaled(ms: number): number {
  return Math.max(1, Math.round(ms * SCALE));
}

function createTiming(): EngineTiming {
  const timing = scaleTiming(SCALE);
  return {
    ...timing,
    probeTimeoutMs: Math.max(timing.probeTimeoutMs, MIN_ANSWER_MS),
    answerTimeoutMs: Math.max(timing.answerTimeoutMs, MIN_ANSWER_MS),
    silenceTimeoutMs: Math.max(timing.silenceTimeoutMs, MIN_ANSWER_MS),
    // What happens to leases has a suite of its own, with real processes.
    leaseTtlMs: Math.max(timing.leaseTtlMs, MIN_PROMISE_MS),
    freshPromiseMs: Math.max(timing.freshPromiseMs, MIN_PROMISE_MS),
  };
}

/** How long it may take until it is known that something is wrong. */
export const NOTICE = {
  /** It says so itself. */
  atOnceMs: TIMING.minBackoffMs + TIMING.assessIdleMs,
  /** It says nothing: two probes in a row have to end. */
  byProbesMs: TIMING.probeIntervalMs + 2 * TIMING.probeTimeoutMs,
  /** Only one kind says nothing: the reader tries three times. */
  bySilenceMs: 3 * (TIMING.answerTimeoutMs + TIMING.minBackoffMs * 4),
  /** A watch stands and says nothing. */
  byStallMs: TIMING.stallTimeoutMs + TIMING.minBackoffMs * 4,
  byDiscoveryMs: TIMING.discoveryIntervalMs + TIMING.probeIntervalMs,
};

/** How long it may take until all is known again after a fault was cleared. */
export const RECOVERY = {
  /** The next probe, and all lists. */
  byProbeMs: TIMING.probeIntervalMs + TIMING.minBackoffMs * 8 + 2_000,
  /** The longest pause between two tries of a reader. */
  byBackoffMs: TIMING.maxBackoffMs + 1_000,
  /** A watch has to be given up, and the next one to say its first word. */
  byStallMs: 2 * TIMING.stallTimeoutMs,
  byDiscoveryMs: TIMING.discoveryIntervalMs + TIMING.probeIntervalMs + 1_000,
};

/** Everything is given ten times what it should take before it counts as never. */
export const PATIENCE = 10;
