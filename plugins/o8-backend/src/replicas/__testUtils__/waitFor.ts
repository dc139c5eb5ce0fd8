import { waitFor as waitOften } from '../../engine/__testUtils__/waitFor';

// Often enough to see, and seldom enough to leave the processors to the replicas.
const INTERVAL_MS = 200;

/** Asks again and again until the answer is right; says the last one if it never is. */
export function waitFor<T>(
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
  timeoutMs: number,
): Promise<T> {
  return waitOften(ask, isRight, timeoutMs, INTERVAL_MS);
}
