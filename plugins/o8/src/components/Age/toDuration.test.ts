import { toDuration } from './toDuration';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

describe('toDuration', () => {
  it.each([
    [-5 * MINUTE_MS, { unit: 'moment' }],
    [0, { unit: 'moment' }],
    [59 * SECOND_MS, { unit: 'moment' }],
    [MINUTE_MS, { unit: 'minute', count: 1 }],
    [HOUR_MS - 1, { unit: 'minute', count: 59 }],
    [HOUR_MS, { unit: 'hour', count: 1 }],
    [48 * HOUR_MS - 1, { unit: 'hour', count: 47 }],
    [48 * HOUR_MS, { unit: 'day', count: 2 }],
    [400 * 24 * HOUR_MS, { unit: 'day', count: 400 }],
  ])('says %d ms as %j', (lengthMs, duration) => {
    expect(toDuration(lengthMs)).toEqual(duration);
  });
});
