import { isEqual } from './isEqual';

describe('isEqual', () => {
  it.each([
    [
      { a: 1, b: [{ c: null }] },
      { b: [{ c: null }], a: 1 },
    ],
    [{ a: undefined, b: 1 }, { b: 1 }],
    [{}, { a: undefined }],
    [NaN, NaN],
    [undefined, undefined],
  ])('says that %j and %j are equal', (a, b) => {
    expect(isEqual(a, b)).toBe(true);
    expect(isEqual(b, a)).toBe(true);
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: null }, {}],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, undefined]],
    [[], {}],
    [null, {}],
    ['1', 1],
    // What each object inherits is none of its fields.
    [JSON.parse('{"__proto__":{}}'), { a: 1 }],
    [JSON.parse('{"__proto__":{}}'), {}],
  ])('says that %j and %j are not equal', (a, b) => {
    expect(isEqual(a, b)).toBe(false);
    expect(isEqual(b, a)).toBe(false);
  });
});
