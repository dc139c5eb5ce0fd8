import { parseGoDurationMs, SECOND_MS } from '../../content/time';
import { isRecord } from '../render/parseManifests';
import type { Operation } from './Operation';

/** How long a drift is left alone, so that it can be seen. */
const SELF_HEAL_DELAY_MS = 2 * SECOND_MS;

/** What asks for a sync. */
export interface Need {
  /** Of the revision and the spec that are wanted. */
  key: string;
  hasDifference: boolean;
  selfHeal: boolean;
  /** `spec.syncPolicy.retry`. */
  retry: unknown;
  nowMs: number;
}

/** Remembers what was tried, and says when the next sync is due. */
export class Attempts {
  #key?: string;
  #failures = 0;
  #nextMs = 0;
  #driftSinceMs?: number;

  isDue(need: Need): boolean {
    const { key, hasDifference, selfHeal, nowMs } = need;
    if (!hasDifference) {
      this.#driftSinceMs = undefined;
      return false;
    }
    if (key !== this.#key) return true;
    if (this.#failures > 0) return nowMs >= this.#nextMs;
    this.#driftSinceMs ??= nowMs;
    return selfHeal && nowMs - this.#driftSinceMs >= SELF_HEAL_DELAY_MS;
  }

  /** Whether nothing was ever tried for a key. */
  isNew(key: string): boolean {
    return key !== this.#key;
  }

  begin(key: string): void {
    if (key !== this.#key) this.#failures = 0;
    this.#key = key;
    this.#driftSinceMs = undefined;
  }

  end(operation: Operation, need: Pick<Need, 'retry' | 'nowMs'>): void {
    if (operation.phase === 'Succeeded') {
      this.#failures = 0;
      return;
    }
    this.#nextMs = need.nowMs + backoffMs(need.retry, this.#failures);
    this.#failures += 1;
  }
}

/** From time to time even beyond the limit: what is in the way may go by itself. */
function backoffMs(retry: unknown, failures: number): number {
  const backoff =
    isRecord(retry) && isRecord(retry.backoff) ? retry.backoff : {};
  const firstMs = durationMs(backoff.duration, 5 * SECOND_MS);
  const maxMs = durationMs(backoff.maxDuration, 180 * SECOND_MS);
  const factor = Number(backoff.factor ?? 2) || 2;
  return Math.min(firstMs * factor ** failures, maxMs);
}

function durationMs(value: unknown, fallbackMs: number): number {
  if (typeof value === 'number') return value * SECOND_MS;
  try {
    return parseGoDurationMs(`${value}`);
  } catch {
    return fallbackMs;
  }
}
