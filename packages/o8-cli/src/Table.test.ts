import { alignRows } from './Table';

describe('alignRows', () => {
  it('lets columns stand below each other', () => {
    expect(
      alignRows([
        ['A', 'LONG', 'C'],
        ['long', 'b', 'any text at all'],
        ['', '', 'c'],
      ]),
    ).toEqual([
      'A     LONG  C',
      'long  b     any text at all',
      '            c',
    ]);
  });

  it('ends no line with spaces', () => {
    expect(
      alignRows([
        ['a', 'b'],
        ['a', ''],
        ['', ''],
      ]),
    ).toEqual(['a  b', 'a', '']);
    expect(alignRows([])).toEqual([]);
  });
});
