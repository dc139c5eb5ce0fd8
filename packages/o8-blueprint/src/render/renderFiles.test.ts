import fc from 'fast-check';
import { parse } from 'yaml';
import { renderFiles } from './renderFiles';
import { sortKeys } from './sortKeys';
import { toYaml } from './toYaml';

describe('renderFiles', () => {
  it('writes each kind of file', () => {
    const object = (name: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
    });
    const files = renderFiles([
      {
        path: 'd.yaml',
        document: { b: 1, a: undefined },
        comment: 'one\n\ntwo',
      },
      { path: 'c.txt', text: 'as it is' },
      { path: 'b.json', json: { b: [], a: { d: 1, c: 'x' } } },
      { path: 'a.yaml', objects: [object('a'), object('b')] },
    ]);
    expect(files).toEqual([
      {
        path: 'a.yaml',
        mode: '100644',
        content:
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n',
      },
      {
        path: 'b.json',
        mode: '100644',
        content: '{\n  "a": {\n    "c": "x",\n    "d": 1\n  },\n  "b": []\n}\n',
      },
      { path: 'c.txt', mode: '100644', content: 'as it is' },
      { path: 'd.yaml', mode: '100644', content: '# one\n#\n# two\nb: 1\n' },
    ]);
  });

  it.each([
    '/a',
    '../a',
    'a/../b',
    './a',
    'a//b',
    'a/',
    '',
    '.git/config',
    'a/.GIT/hooks/x',
    'a\\b',
    'a b',
    'a\nb',
  ])('refuses the path %j', path => {
    expect(() => renderFiles([{ path, text: '' }])).toThrow(
      'is not a path below its repository',
    );
  });

  it('refuses a path twice, also where only the case differs', () => {
    const twice = (a: string, b: string) => () =>
      renderFiles([a, b].map(path => ({ path, text: '' })));
    expect(twice('a', 'a')).toThrow('The file "a" is there twice');
    expect(twice('a', 'A')).toThrow('The file "A" is there twice');
  });

  it('tells files of one name apart', () => {
    const file = (cluster: string, value: number) => ({
      path: `${cluster}/a.yaml`,
      objects: [
        { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' }, value },
      ],
    });
    const files = [file('one', 1), file('two', 2), file('three', 1)];
    const texts = renderFiles(files).map(({ path, content }) => [
      path,
      /value: (.*)/.exec(content)?.[1],
    ]);
    expect(Object.fromEntries(texts)).toEqual({
      'one/a.yaml': '1',
      'two/a.yaml': '2',
      'three/a.yaml': '1',
    });
  });

  it('refuses an entry of a list that has no value', () => {
    expect(() => toYaml({ a: [undefined] })).toThrow(
      'undefined is not plain data',
    );
  });

  it.each([new Date(0), new Map(), () => 1, NaN, Infinity, 1n, Symbol('x')])(
    'refuses %s, which is not plain data',
    value => {
      expect(() => toYaml({ a: [value] })).toThrow('is not plain data');
    },
  );
});

describe('toYaml', () => {
  const WORDS = [
    'y n Y N yes No ON off true False null Null NULL ~ = << - ? : nan .nan .NaN .inf -.INF',
    '0 1 -1 +1 012 0777 0o17 0x1F 0b11 1e3 1E3 1.5e+3 .5 5. 1_000 1:30 12:30:45 190:20:30',
    '2001-12-14 2001-12-14T21:59:43Z !x !!str &a *a %a @a `a` {a} [a] , # | > " \' a: :a a:b',
    '- a|? b|a #b|a: b| a|a |{{ x }}|$(x)|---|...|a\tb|a\nb\n|a\nb|\n|a\r\nb|é|🚀|\u0085|\u2028|\ufeff',
  ];
  const texts = [
    ...WORDS.slice(0, 3).flatMap(line => line.split(' ')),
    ...WORDS[3].split('|'),
    '',
    'x'.repeat(500),
    `${'long words '.repeat(60)}end`,
  ];

  it.each(texts)('writes the text %j so that all readers read it', text => {
    for (const value of [{ a: text }, { a: [text] }, { a: { b: text } }]) {
      const written = toYaml(value);
      expect(parse(written, { version: '1.1' })).toEqual(value);
      expect(parse(written, { version: '1.2' })).toEqual(value);
    }
  });

  it('quotes keys as it quotes text', () => {
    const value = { on: 1, '012': 2, 'a: b': 3, y: 4 };
    expect(toYaml(value)).toBe('"012": 2\n"a: b": 3\n"on": 1\n"y": 4\n');
  });

  it('leaves keys that are whole numbers where every object has them', () => {
    const value = {
      kind: 1,
      b: 1,
      10: 1,
      9: 1,
      '4294967295': 1,
      '-': 1,
      a: {},
    };
    const keys = ['9', '10', 'kind', '-', '4294967295', 'a', 'b'];
    expect(toYaml(value).match(/^[^:]+/gm)).toEqual(
      keys.map(key => (/^[a-z]/.test(key) ? key : `"${key}"`)),
    );
    expect(Object.keys(sortKeys(value) as object)).toEqual(keys);
  });

  it('writes any plain data so that all readers read it, whatever its order', () => {
    const data = fc.dictionary(
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
        .filter(key => key !== '__proto__'),
      fc.jsonValue({ maxDepth: 3, noUnicodeString: false }),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(data, value => {
        const normal = JSON.parse(JSON.stringify(value));
        const reversed = Object.fromEntries(Object.entries(normal).reverse());
        const written = toYaml(normal);
        expect(toYaml(reversed)).toBe(written);
        expect(parse(written, { version: '1.1' })).toEqual(normal);
        expect(parse(written, { version: '1.2' })).toEqual(normal);
      }),
      { numRuns: 100, seed: 8 },
    );
  });

  it('begins with what people look for', () => {
    const value = {
      z: 1,
      spec: {},
      metadata: { namespace: 'b', name: 'a' },
      kind: 'K',
      apiVersion: 'v1',
    };
    expect(Object.keys(parse(toYaml(value)))).toEqual([
      'apiVersion',
      'kind',
      'metadata',
      'spec',
      'z',
    ]);
  });
});
