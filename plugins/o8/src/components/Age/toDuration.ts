/** A length of time in its largest whole unit; a moment is less than a minute. */
export type RoughDuration =
  | { unit: 'moment' }
  | { unit: 'minute' | 'hour' | 'day'; count: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Rounds a length of time down to its largest unit. Two days are counted in hours
 * still: "26 h" says more than "1 day". Negative lengths (clocks differ) are a moment.
 */
export function toDuration(lengthMs: number): RoughDuration {
  if (lengthMs < MINUTE_MS) {
    return { unit: 'moment' };
  }
  if (lengthMs < HOUR_MS) {
    return { unit: 'minute', count: Math.floor(lengthMs / MINUTE_MS) };
  }
  if (lengthMs < 2 * DAY_MS) {
    return { unit: 'hour', count: Math.floor(lengthMs / HOUR_MS) };
  }
  return { unit: 'day', count: Math.floor(lengthMs / DAY_MS) };
}
