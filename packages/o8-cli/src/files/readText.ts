import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { describeSystemError } from '../toSentence';

/** Files of specs and repositories are far smaller: more is a mistake or an attack. */
export const MAX_FILE_BYTES = 1024 * 1024;

// Without a link at the end of the path, and without waiting for a pipe's other end.
const FLAGS =
  constants.O_RDONLY |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

/** A text, or why there is none: a sentence without its subject. */
export type ReadText =
  | { ok: true; value: string }
  | { ok: false; reason: string };

/**
 * Reads a text that somebody else wrote.
 *
 * @param options - `keepsMark`: with the byte order mark, as git has the file. Otherwise
 *   it is no part of the text.
 */
export async function readText(
  file: string,
  options: { keepsMark?: boolean } = {},
): Promise<ReadText> {
  try {
    // Windows has no O_NOFOLLOW.
    if ((await lstat(file)).isSymbolicLink()) {
      return refuse('is a symbolic link, and these are not followed');
    }
    return await readOpened(file, options);
  } catch (error) {
    return refuse(`cannot be read: ${describeSystemError(error)}`);
  }
}

async function readOpened(
  file: string,
  { keepsMark = false }: { keepsMark?: boolean },
): Promise<ReadText> {
  const handle = await open(file, FLAGS);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) {
      return refuse('is not a file');
    }
    if (stat.size > MAX_FILE_BYTES) {
      return refuse('is larger than 1 MiB');
    }
    return decode(await handle.readFile(), keepsMark);
  } finally {
    await handle.close();
  }
}

function decode(bytes: Buffer, ignoreBOM: boolean): ReadText {
  try {
    // "Ignore" means that nothing is done with it: it stays.
    const value = new TextDecoder('utf-8', { fatal: true, ignoreBOM }).decode(
      bytes,
    );
    return { ok: true, value };
  } catch {
    // Its message says no more than this.
    return refuse('is not UTF-8 text');
  }
}

function refuse(reason: string): ReadText {
  return { ok: false, reason };
}
