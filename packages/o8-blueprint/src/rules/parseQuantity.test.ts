import { parseQuantity } from './parseQuantity';

describe('parseQuantity', () => {
  it.each([
    ['2', 2],
    ['100m', 0.1],
    ['3k', 3000],
    ['1M', 1e6],
    ['1G', 1e9],
    ['2T', 2e12],
    ['1Ki', 1024],
    ['128Mi', 128 * 2 ** 20],
    ['4Gi', 4 * 2 ** 30],
    ['1Ti', 2 ** 40],
  ])('reads %s', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value);
  });
});
