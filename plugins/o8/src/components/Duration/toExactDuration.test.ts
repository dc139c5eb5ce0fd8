import { toExactDuration } from './toExactDuration';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('toExactDuration', () => {
  it.each([
    [0, [{ unit: 'minute', count: 0 }]],
    [15 * MINUTE_MS, [{ unit: 'minute', count: 15 }]],
    [HOUR_MS, [{ unit: 'hour', count: 1 }]],
    [
      90 * MINUTE_MS,
      [
        { unit: 'hour', count: 1 },
        { unit: 'minute', count: 30 },
      ],
    ],
    [24 * HOUR_MS, [{ unit: 'hour', count: 24 }]],
    [7 * 24 * HOUR_MS, [{ unit: 'day', count: 7 }]],
    [50 * HOUR_MS, [{ unit: 'hour', count: 50 }]],
  ])('says %d ms as %j', (lengthMs, parts) => {
    expect(toExactDuration(lengthMs)).toEqual(parts);
  });
});
