import fc from 'fast-check';
import { readYaml } from '../parse/readYaml';
import { valueOf } from '../__testUtils__/examples';
import { setInYaml } from './setInYaml';

const KEY = ['a', 'sealed', 'eu-1', 'KEY'];
const set = (text: string, path: (string | number)[] = KEY, word = 'AgNew=') =>
  setInYaml(text, path, word);

describe('setInYaml', () => {
  it.each([
    ['a:\n  sealed: {}\n', 'a:\n  sealed:\n    eu-1:\n      KEY: AgNew=\n'],
    [
      'a:\n  sealed:\nb: 1\n',
      'a:\n  sealed:\n    eu-1:\n      KEY: AgNew=\nb: 1\n',
    ],
    [
      'a:\n  sealed: ~ # later\n\n# b\nb: 1',
      'a:\n  sealed: # later\n    eu-1:\n      KEY: AgNew=\n\n# b\nb: 1',
    ],
    [
      'a:\n  x: 1 # one',
      'a:\n  x: 1 # one\n  sealed:\n    eu-1:\n      KEY: AgNew=',
    ],
    [
      'a:\n  sealed:\n    eu-1:\n      KEY:   "AgOld="   # kept\n',
      'a:\n  sealed:\n    eu-1:\n      KEY:   AgNew=   # kept\n',
    ],
    [
      'a:\n  sealed:\n    eu-1:\n      B: Ag1 # one\n      # of nothing\n    us-1: {}\n',
      'a:\n  sealed:\n    eu-1:\n      B: Ag1 # one\n      KEY: AgNew=\n      # of nothing\n    us-1: {}\n',
    ],
    [
      'a:\n    sealed:\n        us-1:\n            KEY: Ag1\nb: 1\n',
      'a:\n    sealed:\n        us-1:\n            KEY: Ag1\n        eu-1:\n          KEY: AgNew=\nb: 1\n',
    ],
    ['a: { sealed: {} }\n', 'a: { sealed: { eu-1: { KEY: AgNew= } } }\n'],
    ['a: {sealed: }\n', 'a: {sealed: { eu-1: { KEY: AgNew= } }}\n'],
    [
      'a: { b: [1] } # c\n',
      'a: { b: [1], sealed: { eu-1: { KEY: AgNew= } } } # c\n',
    ],
    [
      'a:\n  sealed: { us-1: { KEY: Ag1 } }\n',
      'a:\n  sealed: { us-1: { KEY: Ag1 }, eu-1: { KEY: AgNew= } }\n',
    ],
    [
      'a:\r\n  sealed: {}\r\nb: 1\r\n',
      'a:\r\n  sealed:\r\n    eu-1:\r\n      KEY: AgNew=\r\nb: 1\r\n',
    ],
  ])('%j becomes %j', (before, after) => {
    expect(set(before)).toBe(after);
  });

  it('goes into items of lists, below what they begin with', () => {
    expect(
      set('a:\n- name: x\n  k: [A]\n- name: y\n', ['a', 0, 's', 'B']),
    ).toBe('a:\n- name: x\n  k: [A]\n  s:\n    B: AgNew=\n- name: y\n');
  });

  it('quotes names that are more than text', () => {
    expect(set('a: {}\n', ['a', '1e3', 'on'])).toBe(
      'a:\n  "1e3":\n    "on": AgNew=\n',
    );
    expect(set('{ a: {} }', ['a', 'null'])).toBe('{ a: { "null": AgNew= } }');
  });

  it.each([
    ['', KEY],
    ['- a\n', KEY],
    ['a: text\n', KEY],
    ['a:\n  sealed: [1]\n', KEY],
    ['a:\n  sealed:\n    eu-1:\n      KEY: { b: 1 }\n', KEY],
    ['a: []\n', ['a', 0, 'b']],
  ])('cannot be done with %j', (text, path) => {
    expect(set(text, path)).toBeUndefined();
  });

  it('puts any words at any places, and changes nothing else', () => {
    const anyKey = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,5}[a-z0-9])?$/);
    const anyPath = fc.tuple(anyKey, anyKey, anyKey);
    fc.assert(
      fc.property(
        fc.uniqueArray(anyPath, { maxLength: 6, selector: String }),
        fc.constantFrom('a: 1 # one\n', '{ a: 1 }\n', '# none\n\na: 1'),
        (paths, begin) => {
          const free = paths.filter(([first]) => first !== 'a');
          const expected: Record<string, unknown> = { a: 1 };
          let text: string = begin;
          free.forEach((path, index) => {
            text = set(text, path, `Ag${index}`) ?? '';
            const [one, two, three] = path;
            const inner = Object(expected[one]);
            expected[one] = {
              ...inner,
              [two]: { ...inner[two], [three]: `Ag${index}` },
            };
          });
          expect(valueOf(readYaml(text))).toEqual(expected);
          expect(text).toContain(begin.split('a:')[0]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
