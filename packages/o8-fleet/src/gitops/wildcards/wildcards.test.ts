import { performance } from 'node:perf_hooks';
import { compileGlob } from './compileGlob';
import { expandBraces } from './expandBraces';
import { literal, matchTokens } from './matchTokens';

const paths = { separated: true, folders: true };

describe('compileGlob', () => {
  it.each<[string, string[], string[]]>([
    ['*.yaml', ['a.yaml', '.yaml', '.a.yaml'], ['a/b.yaml', 'a.yml']],
    [
      '**/a.yaml',
      ['a.yaml', 'x/a.yaml', 'x/y/a.yaml'],
      ['xa.yaml', 'x/ba.yaml'],
    ],
    ['x/**/y', ['x/y', 'x/a/y', 'x/a/b/y'], ['xy', 'x/ay']],
    ['**/clusters/**', ['clusters/a', 'm/clusters/a/b'], ['m/cluster/a']],
    ['a/**', ['a/b', 'a/b/c'], ['ab']],
    ['{**/*.yml,x.{js,json}}', ['q/a.yml', 'x.js', 'x.json'], ['x.yaml']],
    ['?.yaml', ['a.yaml'], ['.yaml', 'ab.yaml', '/.yaml']],
    ['[a-c]x[!0-9]', ['axx', 'cxy'], ['dxx', 'ax1', 'ax/']],
    ['\\*a', ['*a'], ['ba']],
    ['{a', ['{a'], ['a']],
    ['[', ['['], ['a']],
  ])('%s', (glob, yes, no) => {
    const matches = compileGlob(glob, paths)!;
    expect(yes.filter(text => !matches(text))).toEqual([]);
    expect(no.filter(matches)).toEqual([]);
  });

  it('knows no folders where nobody asks for them', () => {
    const matches = compileGlob('**/a', { separated: true })!;
    expect([matches('x/a'), matches('a')]).toEqual([true, false]);
  });

  it('takes no longer for what is written to take long', () => {
    const startMs = performance.now();
    const hostile = `${'*a'.repeat(50)}b`;
    expect(compileGlob(hostile, paths)?.('a'.repeat(250))).toBe(false);
    expect(compileGlob(`${'**/'.repeat(50)}b`, paths)?.('a/'.repeat(125))).toBe(
      false,
    );
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });

  it('refuses what nobody writes by hand', () => {
    expect(compileGlob('a'.repeat(1_001), paths)).toBeUndefined();
    expect(compileGlob('{a,b}'.repeat(20), paths)).toBeUndefined();
  });
});

describe('expandBraces', () => {
  it.each<[string, string[]]>([
    ['', ['']],
    ['a{b,c}d', ['abd', 'acd']],
    ['{a,{b,c}x}', ['a', 'bx', 'cx']],
    ['{,a}', ['', 'a']],
    ['\\{a,b}', ['\\{a,b}']],
  ])('%s', (glob, expected) => {
    expect(expandBraces(glob)).toEqual(expected);
  });
});

describe('matchTokens', () => {
  it('compares the whole text', () => {
    expect(matchTokens(literal('ab'), 'ab')).toBe(true);
    expect(matchTokens(literal('ab'), 'abc')).toBe(false);
    expect(matchTokens(literal('ab'), 'a')).toBe(false);
    expect(matchTokens([], '')).toBe(true);
  });
});
