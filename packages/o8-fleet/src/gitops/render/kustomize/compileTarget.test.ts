import { compileTarget } from './compileTarget';

describe('compileTarget', () => {
  it.each<[string, string[], string[]]>([
    ['a', ['a'], ['ab', '']],
    ['^a$', ['a'], ['ba']],
    ['a|b', ['a', 'b'], ['a|b', 'c']],
    ['^a.*$|b', ['a', 'abc', 'b'], ['ba']],
    ['.*', ['', 'x'], []],
    ['a.c', ['abc', 'a.c'], ['ac']],
    ['a\\.c', ['a.c'], ['abc']],
  ])('%s', (pattern, yes, no) => {
    const matches = compileTarget(pattern, 'p');
    expect(yes.filter(value => !matches(value))).toEqual([]);
    expect(no.filter(matches)).toEqual([]);
  });

  it.each(['(a+)+b', '(a|b)', 'a+', 'a?', '[a]', 'a{2}', '\\d', '(', 'a**'])(
    'refuses %s',
    pattern => {
      expect(() => compileTarget(pattern, 'patches[0]')).toThrow(
        `patches[0]: "${pattern}" in "target": "`,
      );
    },
  );

  it('refuses what is too long, and is quick with the rest', () => {
    expect(() => compileTarget('a'.repeat(1_001), 'p')).toThrow('longer than');
    const matches = compileTarget(`${'.*a'.repeat(300)}b`, 'p');
    expect(matches('a'.repeat(253))).toBe(false);
  });
});
