import { parseDocument } from './parseDocument';

describe('parseDocument', () => {
  it('gives a document as data', () => {
    expect(parseDocument('a: 1\nb: [yes, "2", null]\n')).toEqual({
      ok: true,
      value: { a: 1, b: ['yes', '2', null] },
    });
  });

  it.each([
    ['', 'must be one YAML document'],
    ['a: 1\n---\nb: 2\n', 'must be one YAML document'],
    ['a: 1\nb: 2\na: 3\n', 'has a key twice (line 3)'],
    ['x:\n  a: 1\n  a: 1\n', 'has a key twice (line 3)'],
    ['a: 1\nb: !secret hunter2\n', 'must not contain tags (line 2)'],
    ['a: !!str hunter2\n', 'must not contain tags (line 1)'],
    ['a: !!set {hunter2}\n', 'must not contain tags (line 1)'],
    ['!!map {}\n', 'must not contain tags (line 1)'],
    ['a: &x hunter2\nb: *x\n', 'must not contain aliases (line 2)'],
    ['a: {hunter2\n', 'is not YAML (line 2)'],
    ['a: "hunter2\n', 'is not YAML (line 2)'],
    ['\ta: hunter2\n', 'is not YAML (line 1)'],
  ])('refuses %j', (text, message) => {
    const result = parseDocument(text);
    expect(result).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([
        { kind: 'invalid', path: '', message },
      ]),
    });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it('ends soon with what would grow without limit', () => {
    const lines = ['a0: &a0 [x, x]'];
    for (let level = 1; level < 30; level++) {
      const alias = `*a${level - 1}`;
      lines.push(`a${level}: &a${level} [${alias}, ${alias}]`);
    }
    expect(parseDocument(lines.join('\n'))).toMatchObject({ ok: false });
  });
});
