import { readLines } from './readLines';

async function* toChunks(...chunks: (string | Uint8Array)[]) {
  for (const chunk of chunks) {
    yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }
}

async function readAll(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes = 100,
): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(chunks, { maxBytes })) {
    lines.push(line);
  }
  return lines;
}

describe('readLines', () => {
  const euro = Buffer.from('€\n');

  it.each([
    ['nothing', [], []],
    ['one line', ['a\n'], ['a']],
    ['several lines in one piece', ['a\nb\nc\n'], ['a', 'b', 'c']],
    ['one line in several pieces', ['a', 'b', 'c\n'], ['abc']],
    ['an end between two pieces', ['a', '\n', 'b\n'], ['a', 'b']],
    ['empty lines', ['\n\na\n'], ['', '', 'a']],
    ['no rest that was cut off', ['a\nb'], ['a']],
    ['nothing but a rest', ['{"type":'], []],
    [
      'a sign that was cut in two',
      [euro.subarray(0, 1), euro.subarray(1)],
      ['€'],
    ],
    ['a rest that ends within a sign', ['a\n', euro.subarray(0, 2)], ['a']],
  ])('reads %s', async (_, chunks, lines) => {
    await expect(readAll(toChunks(...chunks))).resolves.toEqual(lines);
  });

  it('refuses a line that never ends, and gives what came before', async () => {
    const lines: string[] = [];
    async function* endless() {
      yield Buffer.from('good\n');
      for (;;) {
        yield Buffer.from('0123456789');
      }
    }
    const reading = (async () => {
      for await (const line of readLines(endless(), { maxBytes: 25 })) {
        lines.push(line);
      }
    })();

    await expect(reading).rejects.toThrow(
      new RangeError('A line is longer than 25 bytes'),
    );
    expect(lines).toEqual(['good']);
  });

  it('counts each line for itself', async () => {
    const chunks = Array.from({ length: 50 }, () => '0123456\n89');
    await expect(readAll(toChunks(...chunks), 10)).resolves.toHaveLength(50);
  });

  it('passes on an error of the stream, after the lines before it', async () => {
    async function* broken() {
      yield Buffer.from('a\nb');
      throw new Error('reset');
    }
    const lines = readLines(broken(), { maxBytes: 10 });

    await expect(lines.next()).resolves.toEqual({ done: false, value: 'a' });
    await expect(lines.next()).rejects.toThrow('reset');
  });
});
