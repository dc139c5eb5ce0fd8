import { parseGoDurationMs, SECOND_MS } from '../../content/time';
import { isRecord, type JsonRecord } from '../render/parseManifests';

/** Where a canary is on its way. */
export interface CanaryState {
  /** The step that it is at; as many as there are when all are behind it. */
  index: number;
  /** Since when it stands still at a pause. */
  pausedSinceMs?: number;
}

/** What a canary is to be at a step. */
export interface CanaryGoal extends CanaryState {
  /** How many of a hundred requests its pods have to stand: the pods come first. */
  podsPercent: number;
  /** How many of a hundred requests it gets. */
  requestsPercent: number;
  isPaused: boolean;
}

/**
 * Goes on from a step, as far as one can at this moment: past weights whose pods are
 * ready, past pauses that are over. Analyses and what else there is pass at once.
 */
export function advanceCanary(
  steps: readonly unknown[],
  state: CanaryState,
  { areReady, nowMs }: { areReady: boolean; nowMs: number },
): CanaryGoal {
  let { index, pausedSinceMs } = state;
  let canGo = areReady;
  for (; index < steps.length; index += 1) {
    const step = recordOf(steps[index]);
    if (isRecord(step.pause)) {
      pausedSinceMs ??= nowMs;
      const limitMs = pauseMs(step.pause);
      if (nowMs - pausedSinceMs < limitMs) break;
      pausedSinceMs = undefined;
    } else if (step.setWeight !== undefined) {
      if (!canGo) break;
    }
    // What was ready is so for the step where it was; the next one may need more.
    canGo = false;
  }
  return {
    index,
    ...(pausedSinceMs !== undefined && { pausedSinceMs }),
    podsPercent: weightBefore(steps, index + 1),
    requestsPercent: weightBefore(steps, index),
    isPaused: isRecord(recordOf(steps[index]).pause),
  };
}

/** The last weight of the first so many steps. */
function weightBefore(steps: readonly unknown[], count: number): number {
  return steps
    .slice(0, count)
    .reduce<number>(
      (weight, step) => Number(recordOf(step).setWeight ?? weight),
      0,
    );
}

/** One without a duration waits for somebody. */
function pauseMs({ duration }: JsonRecord): number {
  if (duration === undefined || duration === null) {
    return Number.POSITIVE_INFINITY;
  }
  return /^\d+$/.test(`${duration}`)
    ? Number(duration) * SECOND_MS
    : parseGoDurationMs(`${duration}`);
}

function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}
