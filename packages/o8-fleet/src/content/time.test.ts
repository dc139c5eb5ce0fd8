import {
  formatCompactTime,
  formatTime,
  HOUR_MS,
  MINUTE_MS,
  parseDurationMs,
  parseGoDurationMs,
} from './time';

describe('times', () => {
  it('are written in UTC, without fractions', () => {
    const time = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
    expect(formatTime(time)).toBe('2026-01-02T03:04:05Z');
    expect(formatTime(new Date(time))).toBe('2026-01-02T03:04:05Z');
    expect(formatCompactTime(time)).toBe('20260102030405');
  });

  it.each([
    ['30s', 30_000],
    ['15m', 15 * MINUTE_MS],
    ['24h', 24 * HOUR_MS],
    ['7d', 7 * 24 * HOUR_MS],
  ])('reads the duration %s', (text, expected) => {
    expect(parseDurationMs(text)).toBe(expected);
  });

  it.each(['', '15', '0m', '1w', '-1h', '1h30m'])(
    'refuses the duration "%s"',
    text => {
      expect(() => parseDurationMs(text)).toThrow('is not a duration');
    },
  );

  it.each([
    ['250ms', 250],
    ['1h30m', 90 * MINUTE_MS],
    ['0.5h', 30 * MINUTE_MS],
    ['60h0m0s', 60 * HOUR_MS],
  ])('reads the duration of Go %s', (text, expected) => {
    expect(parseGoDurationMs(text)).toBe(expected);
  });

  it.each(['', '15', '7d', '-1h', '1h 30m'])(
    'refuses the duration of Go "%s"',
    text => {
      expect(() => parseGoDurationMs(text)).toThrow('is not a duration');
    },
  );
});
