/** A second in milliseconds. */
export const SECOND_MS = 1_000;
/** A minute in milliseconds. */
export const MINUTE_MS = 60 * SECOND_MS;
/** An hour in milliseconds. */
export const HOUR_MS = 60 * MINUTE_MS;
/** A day in milliseconds. */
export const DAY_MS = 24 * HOUR_MS;

/** A time as Kubernetes writes it: RFC 3339, UTC, whole seconds. */
export function formatTime(time: Date | number): string {
  const date = new Date(time);
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** A time as it ends the names of Velero's backups: `20260102030405`. */
export function formatCompactTime(time: Date | number): string {
  return formatTime(time).replace(/[^0-9]/g, '');
}

/** A duration such as `15m`, `24h` or `7d` in milliseconds. */
export function parseDurationMs(text: string): number {
  const match = /^([1-9][0-9]*)([smhd])$/.exec(text);
  if (!match) {
    throw new TypeError(`'${text}' is not a duration such as 15m, 24h or 7d`);
  }
  const units = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };
  return Number(match[1]) * units[match[2] as keyof typeof units];
}

/** A duration as Go writes it, such as `6h`, `1h30m` or `0.5h`, in milliseconds. */
export function parseGoDurationMs(text: string): number {
  if (!/^(?:[0-9]+(?:\.[0-9]+)?(?:ms|s|m|h))+$/.test(text)) {
    throw new TypeError(`'${text}' is not a duration such as 6h or 1h30m`);
  }
  const units = { ms: 1, s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS };
  let sumMs = 0;
  for (const [, number, unit] of text.matchAll(/([0-9.]+)(ms|s|m|h)/g)) {
    sumMs += Number(number) * units[unit as keyof typeof units];
  }
  return sumMs;
}
