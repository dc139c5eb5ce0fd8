import type { Readable } from 'node:stream';

/** The bytes of a stream; of more than this many, one more than that, and reads no further. */
export async function readStream(
  stream: Readable,
  mostBytes: number,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    chunks.push(part);
    bytes += part.length;
    if (bytes > mostBytes) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, mostBytes + 1);
}
