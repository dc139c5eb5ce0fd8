import { findOldest } from './findOldest';

it.each([
  [[], undefined],
  [['2026-11-22T10:42:00.000Z'], '2026-11-22T10:42:00.000Z'],
  [
    ['2026-11-22T10:42:00.000Z', '2026-11-22T09:00:00.000Z'],
    '2026-11-22T09:00:00.000Z',
  ],
  // 09:30 in UTC: the words sort otherwise than the times.
  [
    ['2026-11-22T10:00:00.000Z', '2026-11-22T11:30:00.000+02:00'],
    '2026-11-22T11:30:00.000+02:00',
  ],
  [['2026-11-22T10:42:00.000Z', null], null],
])('of %j the oldest is %s', (times, oldest) => {
  expect(findOldest(times.map(evidenceAt => ({ evidenceAt })))).toBe(oldest);
});
