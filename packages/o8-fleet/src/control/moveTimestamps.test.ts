import { moveTimestamps } from './moveTimestamps';

const HOUR_MS = 3_600_000;

describe('moveTimestamps', () => {
  it.each([
    ['2026-01-02T00:30:00Z', HOUR_MS, '2026-01-01T23:30:00Z'],
    ['2026-01-02T00:30:00.123456Z', HOUR_MS, '2026-01-01T23:30:00.123456Z'],
    ['2026-01-02T00:30:00.250Z', 500, '2026-01-02T00:29:59.750Z'],
    ['2026-01-02T00:30:00.123456789Z', 1, '2026-01-02T00:30:00.122456789Z'],
    ['2026-01-02T02:30:00+02:00', HOUR_MS, '2026-01-01T23:30:00Z'],
    ['1970-01-01T00:00:00Z', HOUR_MS, '1969-12-31T23:00:00Z'],
  ])('moves %s by %d ms to %s', (text, byMs, expected) => {
    expect(moveTimestamps(text, byMs)).toBe(expected);
  });

  it.each([
    'nightly-20260102',
    '2026-01-02',
    'at 2026-01-02T00:30:00Z',
    '2026-13-45T00:30:00Z',
    '',
    5,
    true,
    null,
  ])('leaves %j', value => {
    expect(moveTimestamps(value, HOUR_MS)).toBe(value);
  });

  it('reaches into everything, and shares what has no time', () => {
    const spec = { schedule: '0 1 * * *' };
    const value = {
      metadata: { creationTimestamp: '2026-01-02T01:00:00Z' },
      spec,
      status: { conditions: [{ a: 1 }, { at: '2026-01-02T01:00:00Z' }] },
    };
    const moved = moveTimestamps(value, HOUR_MS);
    expect(moved).toEqual({
      metadata: { creationTimestamp: '2026-01-02T00:00:00Z' },
      spec,
      status: { conditions: [{ a: 1 }, { at: '2026-01-02T00:00:00Z' }] },
    });
    expect(Reflect.get(moved as object, 'spec')).toBe(spec);
    expect(moveTimestamps(spec, HOUR_MS)).toBe(spec);
    expect(value.metadata.creationTimestamp).toBe('2026-01-02T01:00:00Z');
  });

  it('moves the timestamps of policy results', () => {
    const results = [
      { timestamp: { seconds: 10_000, nanos: 5 } },
      { timestamp: { seconds: 10_000 } },
      { timestamp: 'none' },
    ];
    expect(moveTimestamps({ results }, 1_500)).toEqual({
      results: [
        { timestamp: { seconds: 9_998, nanos: 500_000_005 } },
        { timestamp: { seconds: 9_998 } },
        { timestamp: 'none' },
      ],
    });
  });
});
