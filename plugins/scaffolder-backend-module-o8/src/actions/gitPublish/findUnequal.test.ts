import { findUnequal } from './findUnequal';

describe('findUnequal', () => {
  const a = { path: 'a', content: '1' };
  const b = { path: 'b', content: '2' };

  it('finds nothing where both are the same, in any order', () => {
    expect(findUnequal([b, a], [a, b])).toEqual([]);
    expect(findUnequal([], [])).toEqual([]);
  });

  it('finds what is missing, what is more and what is other', () => {
    expect(findUnequal([a], [a, b])).toEqual(['b']);
    expect(findUnequal([b, a], [a])).toEqual(['b']);
    expect(
      findUnequal([{ ...a, content: '' }, b], [a, { path: '0', content: '' }]),
    ).toEqual(['0', 'a', 'b']);
  });
});
