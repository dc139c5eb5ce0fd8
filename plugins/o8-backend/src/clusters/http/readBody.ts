import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ClusterError } from '../ClusterError';
import { invalidAnswer } from '../kubernetesMessages';
import { toConnectionError } from '../toClusterError';

const MAX_PAGE_BYTES = 128 * 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;

/** The JSON of a whole answer. */
export async function readJson(
  body: Readable,
  options: { isZipped: boolean; signal: AbortSignal },
): Promise<unknown> {
  try {
    // An error of the body ends the reading below, where it is dealt with.
    const plain = options.isZipped
      ? pipeline(body, createGunzip(), () => {})
      : body;
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of plain) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_PAGE_BYTES) {
        throw new RangeError(`it is longer than ${MAX_PAGE_BYTES} bytes`);
      }
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw options.signal.aborted ? error : toReadError(error);
  }
}

/** What an answer says that is an error; undefined if that is nothing to rely on. */
export async function readErrorBody(body: Readable): Promise<unknown> {
  let text = '';
  try {
    for await (const chunk of body) {
      text += chunk;
      if (text.length > MAX_ERROR_BYTES) {
        break;
      }
    }
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON, or cut off: the status is all that can be said.
    return undefined;
  }
}

/** Puts what goes wrong while an answer is read into a sentence. */
export function toReadError(error: unknown): ClusterError {
  if (error instanceof RangeError) {
    return invalidAnswer(error.message);
  }
  if (error instanceof SyntaxError) {
    return invalidAnswer('it is not JSON');
  }
  // The codes of zlib: Z_DATA_ERROR, Z_BUF_ERROR.
  const { code } = Object(error) as { code?: unknown };
  return String(code).startsWith('Z_')
    ? invalidAnswer('it is not compressed as it says')
    : toConnectionError(error);
}
