import type { CliInput } from './CliInput';

/** Linux gives a process no variable of more; whoever needs more has files. */
export const MAX_VALUE_BYTES = 64 * 1024;

/** A value, or why there is none: a sentence without its subject. */
export type ReadValue =
  | { ok: true; value: Uint8Array }
  | { ok: false; reason: string };

/**
 * The value to seal. One line end at its end is none of it, as `echo` and editors write
 * one, unless each byte is meant. What it is appears in no message.
 */
export async function readValue(
  input: CliInput | undefined,
  { isExact }: { isExact: boolean },
): Promise<ReadValue> {
  if (!input || input.terminal) {
    return refuse(
      'is read from a pipe or a file, and not from a terminal, which would show it: pass show stripe | o8 seal …, or o8 seal … < value.txt',
    );
  }
  const bytes = await input.read(MAX_VALUE_BYTES + 2);
  const value = isExact ? bytes : withoutLineEnd(bytes);
  if (value.length === 0) {
    return refuse('is empty: nothing came from the pipe');
  }
  return value.length > MAX_VALUE_BYTES
    ? refuse(`is larger than ${MAX_VALUE_BYTES / 1024} KiB`)
    : { ok: true, value };
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  if (bytes.at(-1) !== 10) {
    return bytes;
  }
  return bytes.subarray(0, bytes.at(-2) === 13 ? -2 : -1);
}

function refuse(reason: string): ReadValue {
  return { ok: false, reason };
}
