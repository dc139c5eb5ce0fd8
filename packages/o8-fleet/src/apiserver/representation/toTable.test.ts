import { formatAge } from './toTable';

describe('formatAge', () => {
  it.each([
    [0, '0s'],
    [-5_000, '0s'],
    [1_500, '1s'],
    [59_000, '59s'],
    [119_000, '119s'],
    [125_000, '2m5s'],
    [12 * 60_000, '12m'],
    [3 * 3_600_000 + 4 * 60_000, '3h4m'],
    [3 * 86_400_000, '3d'],
    [3 * 86_400_000 + 3_600_000, '3d1h'],
    [400 * 86_400_000, '400d'],
    [Number.NaN, '<unknown>'],
  ])('%d ms: %s', (ageMs, expected) => {
    expect(formatAge(ageMs)).toBe(expected);
  });
});
