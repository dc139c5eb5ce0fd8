import type { CliInput } from './CliInput';
import { MAX_VALUE_BYTES, readValue } from './readValue';

const inputOf = (bytes: Uint8Array): CliInput => ({
  terminal: false,
  read: async most => bytes.subarray(0, most + 1),
});
const read = (bytes: Uint8Array, isExact = false) =>
  readValue(inputOf(bytes), { isExact });

describe('readValue', () => {
  it('takes bytes as they are, whatever they are', async () => {
    const value = Buffer.from([0, 10, 255, 13]);
    expect(await read(value)).toEqual({ ok: true, value });
  });

  it('takes as much as is allowed, and a line end more', async () => {
    const most = Buffer.alloc(MAX_VALUE_BYTES, 'x');
    for (const more of ['', '\n', '\r\n']) {
      const taken = await read(Buffer.concat([most, Buffer.from(more)]));
      // Not by toEqual, which takes a second for so many bytes.
      expect(taken.ok && most.equals(taken.value)).toBe(true);
    }
    for (const more of ['x', '\n\n', 'x'.repeat(9_999)]) {
      expect(await read(Buffer.concat([most, Buffer.from(more)]))).toEqual({
        ok: false,
        reason: 'is larger than 64 KiB',
      });
    }
    expect(
      await read(Buffer.concat([most, Buffer.from('\n')]), true),
    ).toMatchObject({ ok: false });
  });
});
