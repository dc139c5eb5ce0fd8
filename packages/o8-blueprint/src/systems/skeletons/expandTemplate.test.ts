import { expandTemplate } from './expandTemplate';

const values = { port: 9090, path: '/livez', empty: '' };

function expand(text: string, ...features: string[]): string | undefined {
  return expandTemplate(text, { features: new Set(features), values });
}

describe('expandTemplate', () => {
  it.each([
    [['a'], 'is a'],
    [[], 'is not a'],
  ])('keeps the lines of %j', (features, line) => {
    const text = '// o8:if a\nis a\n// o8:else\nis not a\n// o8:end\n';
    expect(expand(text, ...features)).toBe(`${line}\n`);
  });

  it.each([
    ['a|b', ['b'], true],
    ['a|b', ['c'], false],
    ['a+b', ['a', 'b'], true],
    ['a+b', ['a'], false],
    ['!a', [], true],
    ['!a', ['a'], false],
    ['a+!b|c', ['a'], true],
    ['a+!b|c', ['a', 'b'], false],
    ['a+!b|c', ['a', 'b', 'c'], true],
    ['metrics-port', ['metrics-port'], true],
  ])('takes %s with %j for %s', (condition, features, isThere) => {
    const text = `# o8:if ${condition}\nx\n# o8:end`;
    expect(expand(text, ...features)).toBe(isThere ? 'x' : '');
  });

  it('knows the comments of all languages', () => {
    const marks = ['// %', '# %', '-- %', '<!-- % -->', '  // %', '\t// %'];
    for (const mark of marks) {
      const of = (words: string) => mark.replace('%', words);
      const text = `x\n${of('o8:if a')}\ny\n${of('o8:end')}\nz`;
      expect(expand(text)).toBe('x\nz');
    }
  });

  it('keeps what is in a part that is there, and nothing of one that is not', () => {
    const text =
      '// o8:if a\n1\n// o8:if b\n2\n// o8:else\n3\n// o8:end\n4\n// o8:end\n5';
    expect(expand(text, 'a', 'b')).toBe('1\n2\n4\n5');
    expect(expand(text, 'a')).toBe('1\n3\n4\n5');
    expect(expand(text, 'b')).toBe('5');
  });

  it('leaves out a whole file', () => {
    const text = '-- o8:file database\nselect 1;\n';
    expect(expand(text, 'database')).toBe('select 1;\n');
    expect(expand(text)).toBeUndefined();
  });

  it('leaves no second empty line where something was', () => {
    const text = 'a\n\n// o8:if x\nb\n\n// o8:end\nc\n';
    expect(expand(text)).toBe('a\n\nc\n');
    expect(expand(text, 'x')).toBe('a\n\nb\n\nc\n');
  });

  it('keeps two empty lines where a language wants them', () => {
    const text = 'a\n\n\n# o8:if x\nb\n\n\n# o8:end\nc\n';
    expect(expand(text)).toBe('a\n\n\nc\n');
    expect(expand(text, 'x')).toBe('a\n\n\nb\n\n\nc\n');
  });

  it('puts values in the place of the first text or number of their line', () => {
    expect(expand("  path: '/x', // o8:value path")).toBe("  path: '/livez',");
    expect(expand('PATH = "/x"  # o8:value path')).toBe('PATH = "/livez"');
    expect(expand('const PORT = 1; // o8:value port')).toBe(
      'const PORT = 9090;',
    );
    expect(expand("NAME = 'x' # o8:value empty")).toBe("NAME = ''");
  });

  it.each([
    ['// o8:end', /without "o8:if"/],
    ['// o8:else', /without "o8:if"/],
    ['// o8:if a', /without "o8:end"/],
    ['// o8:if\n// o8:end', /says nothing/],
    ['x = 1 // o8:value nothing', /no such value/],
    ['x = y // o8:value port', /no place/],
  ])('refuses %j', (text, message) => {
    expect(() => expand(text)).toThrow(message);
  });

  it('takes what only looks like a mark for text', () => {
    const text = 'see o8:if\n// o8:iffy a\n';
    expect(expand(text)).toBe(text);
  });
});
