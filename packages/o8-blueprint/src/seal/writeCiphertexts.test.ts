import { problemsOf, valueOf } from '../__testUtils__/examples';
import { writeCiphertexts } from './writeCiphertexts';

const write = (text: string, texts: Record<string, string>) =>
  writeCiphertexts(text, { index: 1, key: 'KEY', texts });
const specWith = (rest: string) =>
  `spec:\n  secrets:\n    - name: a\n    - name: b ${rest}`;

describe('writeCiphertexts', () => {
  it('writes for several clusters at once', () => {
    expect(
      valueOf(write(specWith('# of b\n'), { 'eu-1': 'Ag1', 'us-1': 'Ag2' })),
    ).toBe(
      specWith(`# of b
      sealed:
        eu-1:
          KEY: Ag1
        us-1:
          KEY: Ag2
`),
    );
  });

  it('changes nothing for none', () => {
    expect(valueOf(write(specWith('# of b\n'), {}))).toBe(specWith('# of b\n'));
  });

  it('is not fooled by names that every object has', () => {
    const written = valueOf(write(specWith('\n'), { constructor: 'Ag1' }));
    expect(written).toContain('constructor:\n          KEY: Ag1\n');
  });

  it.each([
    [specWith('\n      sealed: text\n'), /^is written in a way in which/],
    ['spec: {}\n', /^is written in a way in which/],
    ['spec: [\n', /^is not YAML/],
    [specWith('\n      sealed: !x {}\n'), /tags are not read$/],
    [specWith(`# ${'x'.repeat(256 * 1024 - 60)}\n`), /longer than 256 KiB/],
  ])('refuses what it cannot write into: %#', (text, message) => {
    const [problem, ...others] = problemsOf(write(text, { 'eu-1': 'Ag1' }));
    expect(problem.message).toMatch(message);
    expect(others).toEqual([]);
  });
});
