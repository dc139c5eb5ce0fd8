/** A part of a length of time in one unit. */
export interface DurationPart {
  unit: 'minute' | 'hour' | 'day';
  count: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * A length of time as people set it, such as an objective: nothing is rounded away
 * but seconds. Two days and more are counted in days where they are whole.
 */
export function toExactDuration(lengthMs: number): DurationPart[] {
  if (lengthMs >= 2 * DAY_MS && lengthMs % DAY_MS === 0) {
    return [{ unit: 'day', count: lengthMs / DAY_MS }];
  }
  const hours = Math.floor(lengthMs / HOUR_MS);
  const minutes = Math.floor((lengthMs % HOUR_MS) / MINUTE_MS);
  const parts: DurationPart[] = [];
  if (hours > 0) {
    parts.push({ unit: 'hour', count: hours });
  }
  if (minutes > 0 || hours === 0) {
    parts.push({ unit: 'minute', count: minutes });
  }
  return parts;
}
