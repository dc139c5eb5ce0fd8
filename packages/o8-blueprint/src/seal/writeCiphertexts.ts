import { z } from 'zod';
import { isEqual } from '../edit/isEqual';
import { readYaml } from '../parse/readYaml';
import type { Result } from '../types';
import { setInYaml } from './setInYaml';

/**
 * Ciphertext of one key, for some clusters.
 *
 * @public
 */
export interface Ciphertexts {
  /** The place of the secret in `spec.secrets`. */
  index: number;
  key: string;
  /** By cluster. */
  texts: Record<string, string>;
}

/**
 * The text of a spec with ciphertext in it: its comments, its order and its style stay,
 * and nothing else of it changes.
 *
 * @public
 */
export function writeCiphertexts(
  text: string,
  { index, key, texts }: Ciphertexts,
): Result<string> {
  const read = readYaml(text);
  if (!read.ok) {
    return read;
  }
  let written: string | undefined = text;
  let expected = read.value;
  for (const [cluster, word] of Object.entries(texts)) {
    const path = ['spec', 'secrets', index, 'sealed', cluster, key];
    written =
      written === undefined ? undefined : setInYaml(written, path, word);
    expected = withValue(expected, path, word);
  }
  const again = written === undefined ? undefined : readYaml(written);
  if (again && !again.ok) {
    // Such as one that is too long now.
    return again;
  }
  return written !== undefined && isEqual(again?.value, expected)
    ? { ok: true, value: written }
    : {
        ok: false,
        problems: [
          {
            path: z.core.toDotPath(['spec', 'secrets', index, 'sealed']),
            message:
              'is written in a way in which nothing can be put into it: write "sealed: {}"',
            kind: 'invalid',
          },
        ],
      };
}

/** A copy of plain data with a value at a path, which is made where it is missing. */
function withValue(
  data: unknown,
  [key, ...rest]: (string | number)[],
  value: unknown,
): unknown {
  if (key === undefined) {
    return value;
  }
  if (typeof key === 'number') {
    // Items of lists are not made: without the secret nothing is written.
    return Array.isArray(data)
      ? data.map((item, at) =>
          at === key ? withValue(item, rest, value) : item,
        )
      : data;
  }
  const fields = new Map<string, unknown>(Object.entries(data ?? {}));
  fields.set(key, withValue(fields.get(key), rest, value));
  return Object.fromEntries(fields);
}
