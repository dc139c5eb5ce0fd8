import { Readable } from 'node:stream';
import { readStream } from './readStream';

describe('readStream', () => {
  it('gives all bytes of what is short enough', async () => {
    const stream = Readable.from([Buffer.from([0, 255]), Buffer.from('€')]);
    expect(Buffer.from(await readStream(stream, 5)).toString('hex')).toBe(
      '00ffe282ac',
    );
    expect(await readStream(Readable.from([]), 5)).toHaveLength(0);
  });

  it('gives one byte too many of what is too long, and reads no further', async () => {
    let chunks = 0;
    async function* forever() {
      for (;;) {
        chunks += 1;
        yield Buffer.alloc(4);
      }
    }
    const stream = Readable.from(forever());
    expect(await readStream(stream, 5)).toHaveLength(6);
    expect(stream.destroyed).toBe(true);
    expect(chunks).toBeLessThan(50);
  });
});
