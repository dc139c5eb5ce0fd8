const UNITS_MS = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/**
 * Milliseconds of a length of time as Go writes it, such as `1m30s`.
 *
 * @throws Error for anything else.
 */
export function parseGoDuration(text) {
  if (!/^(\d+(h|ms|m|s))+$/.test(text)) {
    throw new Error(`This is no length of time: ${text}`);
  }
  return [...text.matchAll(/(\d+)(h|ms|m|s)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS_MS[unit],
    0,
  );
}
