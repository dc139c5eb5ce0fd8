import { timeParam } from './timeParam';

describe('timeParam', () => {
  it.each([
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22T10:00:00.5+02:00', '2026-11-22T08:00:00.500Z'],
  ])('reads %s', (text, time) => {
    expect(timeParam.parse(text)).toBe(time);
  });

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-02-30',
    '2026-11-22T10:00:00',
    '2026-11-22 10:00:00Z',
    '1700000000',
    '0000-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-14:00',
    ['2026-11-22', '2026-11-23'],
  ])('refuses %j', text => {
    expect(timeParam.safeParse(text).success).toBe(false);
  });
});
