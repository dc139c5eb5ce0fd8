import fc from 'fast-check';
import { problemsOf, valueOf } from '../__testUtils__/examples';
import type { Field } from './Collection';
import { editItems, type Edit } from './editItems';
import { readCollection } from './readCollection';

const LIST: Field = { kind: 'list', field: 'resources' };
const MAP: Field = { kind: 'map', field: 'modules' };

const list = (text: string, edit: Edit) => valueOf(editItems(text, LIST, edit));
const map = (text: string, edit: Edit) => valueOf(editItems(text, MAP, edit));
const messagesOf = (text: string, field = MAP) =>
  problemsOf(
    editItems(text, field, { put: [{ key: 'a', value: { b: 1 } }] }),
  ).map(({ message }) => message);

const VALUES = `# Of the platform team
global:   {style:  'kept' }   # as it is

modules: # sorted
  # Asked for by the auditors.
  billing:
    port:  0x1F   # hexadecimal
    # What it is for.

  # Between the two.
  zebra: { a: 1,   b: [ 2 ] }
    # Indented: still of zebra.

other: "text"   # last
`;

describe('editing a map', () => {
  it('puts an entry into its sorted place, and leaves all other bytes alone', () => {
    const edited = map(VALUES, {
      put: [{ key: 'media', value: { on: ['yes', { b: 2, a: 1 }] } }],
    });
    const [before, after] = VALUES.split(/(?=\n {2}# Between)/);
    expect(edited).toBe(
      `${before.trimEnd()}\n  media:\n    "on":\n      - "yes"\n      - a: 1\n        b: 2\n${after}`,
    );
  });

  it('puts the first one above what is said of the second, and the last one last', () => {
    expect(map(VALUES, { put: [{ key: 'a', value: 1 }] })).toContain(
      'modules: # sorted\n  a: 1\n  # Asked for by the auditors.\n  billing:',
    );
    expect(map(VALUES, { put: [{ key: 'zz', value: 1 }] })).toContain(
      '# Indented: still of zebra.\n  zz: 1\n\nother: "text"',
    );
  });

  it('changes nothing for an equal entry, whatever its style', () => {
    const put = [
      { key: 'billing', value: { port: 31 } },
      { key: 'zebra', value: { b: [2], a: 1 } },
    ];
    expect(map(VALUES, { put })).toBe(VALUES);
    expect(map(VALUES, { put: [], remove: ['absent'] })).toBe(VALUES);
  });

  it('replaces what is other in an entry, and keeps its comments', () => {
    const edited = map(VALUES, {
      put: [{ key: 'billing', value: { port: 8080, host: 'no' } }],
    });
    expect(edited).toContain(
      '  billing:\n    port: 8080 # hexadecimal\n    host: "no"\n    # What it is for.\n',
    );
    expect(edited).toContain("global:   {style:  'kept' }   # as it is");
    const [, flow] = map(VALUES, {
      put: [{ key: 'zebra', value: { a: 1 } }],
    }).split('# Between the two.\n');
    expect(flow).toMatch(/^ {2}zebra: \{ a: 1 \}/);
  });

  it('removes an entry, and what is said in it', () => {
    const edited = map(VALUES, { remove: ['billing'] });
    expect(edited).not.toContain('port:');
    expect(edited).toContain('# Asked for by the auditors.');
    expect(edited).toContain('# Between the two.\n  zebra:');
  });

  it('begins with nothing, and ends with it', () => {
    for (const [empty, after] of [
      ['modules: {} # none\nb: 1\n', 'modules: {} # none\nb: 1\n'],
      ['modules:\n', 'modules: {}\n'],
      ['modules: ~', 'modules: {}'],
      ['---\nmodules: {}\n...\n', '---\nmodules: {}\n...\n'],
    ]) {
      const edited = map(empty, { put: [{ key: 'a', value: { b: 'c' } }] });
      expect(edited).toContain('\n  a:\n    b: c');
      expect(map(edited, { remove: ['a'] })).toBe(after);
    }
  });
});

describe('editing a list', () => {
  const text = '# x\nresources: # y\n- b/1.yaml # of b\n\n- d.yaml\nkind: K';

  it('keeps its indentation and its comments', () => {
    const put = ['c.yaml', 'a: b', 'd.yaml', 'z'].map(key => ({ key }));
    expect(list(text, { put, remove: ['b/1.yaml'] })).toBe(
      '# x\nresources: # y\n- "a: b"\n- c.yaml\n\n- d.yaml\n- z\nkind: K',
    );
  });

  it('ends where the file ends without a line end', () => {
    const short = 'resources:\n    - a';
    const longer = list(short, { put: [{ key: 'b' }] });
    expect(longer).toBe('resources:\n    - a\n    - b');
    expect(list(longer, { remove: ['b'] })).toBe(short);
    expect(list(longer, { remove: ['a', 'b'] })).toBe('resources: []');
  });
});

describe('files that cannot be edited', () => {
  it.each([
    ['', 'must be a map with one field a line'],
    ['modules: [', 'is not YAML: '],
    ['modules: {}\nmodules: {}\n', 'is not YAML: Map keys must be unique'],
    ['modules: {}\n---\nmodules: {}\n', 'has more than one document'],
    ['modules: {}\r\n', 'has line ends of Windows (CR LF)'],
    ['{ modules: {} }', 'must be a map with one field a line'],
    ['- modules', 'must be a map with one field a line'],
    ['other: {}\n', 'has no field "modules": it must be a map'],
    ['modules: [a]\n', 'has the field "modules", which must be a map'],
    ['modules: text\n', 'has the field "modules", which must be a map'],
    ['modules: { a: 1 }\n', 'has "modules" in flow style'],
    ['modules:\n  {}\n', 'must have "modules:" and its value on one line'],
    ['modules:\n  1: b\n', 'has something in "modules" that is no text'],
    ['modules:\n  ? a\n  : b\n', 'must have each field of "modules" on a line'],
    ['x: &x { a: 1 }\nmodules:\n  b: *x\n', 'has the alias "*x"'],
    ['modules:\n  b: !!map {}\n', 'has the tag "tag:yaml.org,2002:map"'],
    ['modules:\n  b:\n    <<: { c: 1 }\n', 'has the merge key "<<"'],
    [`modules: ${'['.repeat(20_000)}`, ''],
    [`modules: {} # ${'x'.repeat(17 * 1024 * 1024)}`, 'is longer than 16 MiB'],
  ])('are refused: %.40j', (text, message) => {
    const [first] = messagesOf(text);
    expect(first).toContain(message);
    expect(first).not.toBe('');
  });

  it.each([
    ['resources:\n  - a\n  - a\n', 'has "a" twice in "resources"'],
    ['resources:\n  - - a\n', 'has something in "resources" that is no text'],
    [
      'resources:\n  -\n    a\n',
      'must have each item of "resources" on a line',
    ],
    ['resources: { a: b }\n', 'which must be a list'],
  ])('are refused, lists too: %j', (text, message) => {
    expect(messagesOf(text, LIST)[0]).toContain(message);
  });

  it('are refused where lines would not say what they should', () => {
    // The empty lines at its end belong to the text.
    const text = 'modules:\n  b: |+\n    text\n\n\n';
    expect(messagesOf(text)).toEqual([]);
    expect(
      problemsOf(editItems(text, MAP, { put: [{ key: 'c', value: 1 }] }))[0]
        .message,
    ).toContain('cannot be edited');
  });
});

describe('edits of any names', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z][-a-z0-9]{0,8}$/), {
    maxLength: 6,
  });
  const comment = '# kept';
  const begin = `modules:\n  m: 1 ${comment}\n\n  ${comment}\n  n:\n    - 2\nx: 1\n`;

  it('are the same in any order, keep comments, and can be undone', () => {
    fc.assert(
      fc.property(
        names,
        fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
        (all, order) => {
          const added = all.filter(name => !['m', 'n'].includes(name));
          const shuffled = [...added].sort(
            (a, b) => order[added.indexOf(a)] - order[added.indexOf(b)],
          );
          const addTo = (text: string, key: string) =>
            map(text, { put: [{ key, value: { key, on: true } }] });
          const one = added.reduce(addTo, begin);
          expect(shuffled.reduce(addTo, begin)).toBe(one);
          const put = shuffled.map(key => ({ key, value: { key, on: true } }));
          expect(map(begin, { put })).toBe(one);
          expect(one.split(comment)).toHaveLength(3);
          const keys = valueOf(readCollection(one, MAP)).items.map(
            ({ key }) => key,
          );
          expect(keys).toEqual([...added, 'm', 'n'].sort());
          expect(map(one, { remove: shuffled })).toBe(begin);
        },
      ),
      { numRuns: 60 },
    );
  });
});
