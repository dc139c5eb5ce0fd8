import { findDifferences } from './findDifferences';

describe('findDifferences', () => {
  it.each([
    [
      { a: 1, b: { c: 'x' } },
      { b: { c: 'x' }, a: 1 },
    ],
    [
      [{ a: 1, b: 2 }, 3],
      [3, { b: 2, a: 1 }],
    ],
    [{ a: undefined }, {}],
    [[], []],
    [null, null],
  ])('finds none between %j and %j', (actual, expected) => {
    expect(findDifferences(actual, expected)).toEqual([]);
  });

  it.each([
    ['another value', { a: 1 }, { a: '1' }, ['a'], 1, '1'],
    ['a missing one', {}, { a: { b: 1 } }, ['a'], undefined, { b: 1 }],
    ['one more', { a: 1 }, {}, ['a'], 1, undefined],
    ['null for nothing', { a: null }, {}, ['a'], null, undefined],
    ['a list for an object', { a: [] }, { a: {} }, ['a'], [], {}],
    ['one item', [1, { a: 1 }], [{ a: 2 }, 1], [1, 'a'], 1, 2],
    ['an item more', { a: [1, 2] }, { a: [1] }, ['a'], [1, 2], [1]],
    ['an item twice', [1, 1], [1], [], [1, 1], [1]],
    ['an item fewer', [1], [1, 1], [], [1], [1, 1]],
    ['no number', { a: NaN }, { a: null }, ['a'], NaN, null],
  ])('finds %s', (_, actual, expected, path, was, must) => {
    expect(findDifferences(actual, expected)).toEqual([
      { path, actual: was, expected: must },
    ]);
  });

  it('takes what objects inherit for no field', () => {
    const actual = JSON.parse('{ "constructor": 1, "__proto__": { "a": 1 } }');
    expect(findDifferences(actual, {})).toHaveLength(2);
    expect(findDifferences({}, actual)).toHaveLength(2);
  });
});
