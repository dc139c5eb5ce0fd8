import { Cron } from './Cron';
import { formatTime } from './time';

function runs(expression: string, from: string, to: string): string[] {
  return [...Cron.parse(expression).runs(Date.parse(from), Date.parse(to))].map(
    formatTime,
  );
}

describe('Cron', () => {
  it.each([
    [
      '*/20 * * * *',
      ['2026-01-01T00:20:00Z', '2026-01-01T00:40:00Z', '2026-01-01T01:00:00Z'],
    ],
    ['7 */6 * * *', ['2026-01-01T00:07:00Z']],
    ['0 1 * * *', ['2026-01-01T01:00:00Z']],
    ['0 1 2 * *', []],
    ['0 1 * 2 *', []],
    // The first of January 2026 is a Thursday.
    ['30 0 * * 4', ['2026-01-01T00:30:00Z']],
    ['30 0 * * 5', []],
    ['15,45 0 * * *', ['2026-01-01T00:15:00Z', '2026-01-01T00:45:00Z']],
    [
      '0-1,40 * * * *',
      ['2026-01-01T00:01:00Z', '2026-01-01T00:40:00Z', '2026-01-01T01:00:00Z'],
    ],
    [
      '10-50/20 0 ? JAN mon-thu',
      ['2026-01-01T00:10:00Z', '2026-01-01T00:30:00Z', '2026-01-01T00:50:00Z'],
    ],
    ['50/5 0 * * *', ['2026-01-01T00:50:00Z', '2026-01-01T00:55:00Z']],
    // Two restricted fields of days: one of them is enough.
    ['30 0 2 * 4', ['2026-01-01T00:30:00Z']],
    ['30 0 1 * 5', ['2026-01-01T00:30:00Z']],
    ['30 0 2 * 5', []],
    ['@hourly', ['2026-01-01T01:00:00Z']],
    ['@every 25m', ['2026-01-01T00:25:00Z', '2026-01-01T00:50:00Z']],
    ['@every 0.5h30s', ['2026-01-01T00:30:30Z']],
  ])('runs %s in its first hour', (expression, expected) => {
    const found = runs(
      expression,
      '2026-01-01T00:00:00Z',
      '2026-01-01T01:00:00Z',
    );
    expect(found).toEqual(expected);
  });

  it('begins after the start and ends with the end', () => {
    const at = '2026-01-01T00:20:00Z';
    expect(runs('*/20 * * * *', at, at)).toEqual([]);
    expect(runs('*/20 * * * *', '2026-01-01T00:19:59Z', at)).toEqual([at]);
  });

  it('finds the next run, over days and months', () => {
    const next = (expression: string, after: string) =>
      formatTime(Cron.parse(expression).next(Date.parse(after)));
    expect(next('0 2 * * *', '2026-01-31T02:00:00Z')).toBe(
      '2026-02-01T02:00:00Z',
    );
    expect(next('0 0 1 3 *', '2026-03-01T00:00:00Z')).toBe(
      '2027-03-01T00:00:00Z',
    );
    expect(next('0 2 * * 1-5', '2026-01-02T02:00:00Z')).toBe(
      '2026-01-05T02:00:00Z',
    );
    expect(next('0 0 29 2 *', '2026-01-01T00:00:00Z')).toBe(
      '2028-02-29T00:00:00Z',
    );
    expect(next('@daily', '2026-01-01T00:00:00Z')).toBe('2026-01-02T00:00:00Z');
    expect(next('@every 6h', '2026-01-01T00:00:10Z')).toBe(
      '2026-01-01T06:00:10Z',
    );
  });

  it('says so where there is no next run', () => {
    expect(Cron.parse('0 0 31 2 *').next(0)).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([
    '',
    '* * * *',
    '0 0 2 * * *',
    '5-1 * * * *',
    '60 * * * *',
    '0 0 0 * *',
    '0 0 * * 7',
    '1,,2 * * * *',
    '*/0 * * * *',
    'JAN * * * *',
    '@daily x x x x',
    '@never',
    '@every',
    '@every soon',
    '@every 10ms',
    'TZ=Europe/Berlin 0 2 * * *',
  ])('refuses "%s"', expression => {
    expect(() => Cron.parse(expression)).toThrow(TypeError);
  });
});
