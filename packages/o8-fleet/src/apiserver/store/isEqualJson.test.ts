import { isEqualJson } from './isEqualJson';

describe('isEqualJson', () => {
  it.each<[unknown, unknown]>([
    [1, 1],
    [null, null],
    ['a', 'a'],
    [
      { a: 1, b: [{ c: 2 }] },
      { b: [{ c: 2 }], a: 1 },
    ],
    [{ a: 1, b: undefined }, { a: 1 }],
    [Object.create(null), {}],
    [[], []],
  ])('%j equals %j', (a, b) => {
    expect(isEqualJson(a, b)).toBe(true);
    expect(isEqualJson(b, a)).toBe(true);
  });

  it.each<[unknown, unknown]>([
    [1, '1'],
    [null, {}],
    [[], {}],
    [[1], [1, 2]],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: null }, {}],
    [{ a: undefined, b: 1 }, { a: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
  ])('%j does not equal %j', (a, b) => {
    expect(isEqualJson(a, b)).toBe(false);
    expect(isEqualJson(b, a)).toBe(false);
  });
});
