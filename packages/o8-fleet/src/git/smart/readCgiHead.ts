import type { Readable } from 'node:stream';
import { parseCgiHead, type CgiHead } from './parseCgiHead';

const MAX_HEAD_BYTES = 16 * 1024;
const END = /\r?\n\r?\n/;

/** Reads the head of a CGI answer; the body stays in the stream. */
export async function readCgiHead(stdout: Readable): Promise<CgiHead> {
  let read = Buffer.alloc(0);
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    read = Buffer.concat([read, chunk]);
    // One byte a character, so that places in the text are places in the bytes.
    const text = read.toString('latin1');
    const end = END.exec(text);
    if (end) {
      const body = read.subarray(end.index + end[0].length);
      if (body.length > 0) {
        stdout.unshift(body);
      }
      return parseCgiHead(text.slice(0, end.index));
    }
    if (read.length > MAX_HEAD_BYTES) {
      throw new Error('git http-backend answered a head without an end');
    }
  }
  throw new Error('git http-backend ended without an answer');
}
