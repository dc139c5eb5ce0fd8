import ms, { type StringValue } from 'ms';

/**
 * The milliseconds of a duration such as `15m`, `24h` or `7d`; null for anything
 * else, and for one that is not positive. A bare number has no unit, so it is none.
 */
export function parseDurationMs(text: string): number | null {
  if (!/^\d+(\.\d+)? ?[a-z]+$/i.test(text)) {
    return null;
  }
  const durationMs: number | undefined = ms(text as StringValue);
  return durationMs !== undefined && durationMs > 0 ? durationMs : null;
}
