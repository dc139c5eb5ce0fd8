import { Settled } from './Settled';

describe('Settled', () => {
  const [a, b] = [{}, {}];
  const settled = new Settled([a, undefined, b], 1_000);

  it.each<[unknown[], number, boolean]>([
    [[a, undefined, b], 1_000, true],
    [[a, undefined, b], 10_999, true],
    [[a, undefined, b], 11_000, false],
    [[a, undefined, {}], 1_000, false],
    [[a, undefined], 1_000, false],
    [[a, undefined, b, a], 1_000, false],
  ])('%#', (seen, nowMs, expected) => {
    expect(settled.isStill(seen, nowMs)).toBe(expected);
  });
});
