import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import {
  Budget,
  isReadable,
  LIMITS,
  tooMuch,
  type SnapshotFile,
} from './SnapshotFile';

/** The files of a tar archive. Nothing is written anywhere; links are passed over. */
export async function* readArchive(
  archive: string,
): AsyncGenerator<SnapshotFile> {
  const entries = extract();
  const input = createReadStream(archive);
  const onEnd = () => {
    // Errors end the loop below.
  };
  if (/\.(tgz|tar\.gz)$/i.test(archive)) {
    pipeline(input, createGunzip(), countBytes, entries, onEnd);
  } else {
    pipeline(input, countBytes, entries, onEnd);
  }
  const budget = new Budget();
  try {
    for await (const entry of entries) {
      const { name, size = 0, type, mtime } = entry.header;
      if (type === 'file' && isReadable(name)) {
        budget.take({ bytes: size });
        yield {
          name: name.replace(/^(\.?\/)+/, ''),
          bytes: size,
          modifiedMs: mtime?.getTime() ?? 0,
          read: () => readText(entry, size),
        };
      }
      entry.resume();
    }
  } finally {
    input.destroy();
  }
}

// A small archive may unpack to anything, also in entries that are passed over.
async function* countBytes(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > 2 * LIMITS.totalBytes) {
      throw tooMuch(`more than ${2 * LIMITS.totalBytes} bytes`);
    }
    yield chunk;
  }
}

async function readText(
  entry: AsyncIterable<unknown>,
  bytes: number,
): Promise<string> {
  if (bytes > LIMITS.fileBytes) {
    throw tooMuch(`it is longer than ${LIMITS.fileBytes} bytes`);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry) {
    // Its types do not say that it is one of bytes.
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}
