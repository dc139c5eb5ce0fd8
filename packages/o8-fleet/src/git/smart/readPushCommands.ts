import type { Readable } from 'node:stream';

const MAX_COMMANDS_BYTES = 1024 * 1024;
const LENGTH_DIGITS = 4;
const COMMAND = /^[0-9a-f]{40,64} [0-9a-f]{40,64} ([^\0\n]+)/;

/** What a push begins with, before its objects. */
export interface PushCommands {
  /** The refs that it wants to change, such as `refs/heads/main`. */
  refs: string[];
  /** What was read of the body; it goes first to whoever reads the rest. */
  read: Buffer;
}

/**
 * Reads which refs a push is about. Undefined where the body does not begin as that of
 * a push does.
 */
export async function readPushCommands(
  body: Readable,
): Promise<PushCommands | undefined> {
  let read = Buffer.alloc(0);
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      read = Buffer.concat([read, chunk]);
      const refs = parseCommands(read);
      if (refs === 'invalid' || read.length > MAX_COMMANDS_BYTES) {
        return undefined;
      }
      if (refs !== 'incomplete') {
        return { refs, read };
      }
    }
  } catch {
    // It broke off, or was not packed as it said.
  }
  return undefined;
}

/** The refs of the packet lines up to the first flush packet (`0000`). */
export function parseCommands(
  bytes: Buffer,
): string[] | 'incomplete' | 'invalid' {
  const refs: string[] = [];
  let at = 0;
  while (at + LENGTH_DIGITS <= bytes.length) {
    const digits = bytes.toString('latin1', at, at + LENGTH_DIGITS);
    const length = /^[0-9a-f]{4}$/i.test(digits) ? parseInt(digits, 16) : -1;
    if (length === 0) {
      return refs;
    }
    if (length <= LENGTH_DIGITS) {
      return 'invalid';
    }
    if (at + length > bytes.length) {
      return 'incomplete';
    }
    const line = bytes.toString('utf8', at + LENGTH_DIGITS, at + length);
    const [, ref] = COMMAND.exec(line) ?? [];
    if (ref !== undefined) {
      refs.push(ref);
    } else if (!line.startsWith('shallow ')) {
      // Signed pushes hide their commands; this host does not offer them.
      return 'invalid';
    }
    at += length;
  }
  return 'incomplete';
}
