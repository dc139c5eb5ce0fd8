import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';

/** More levels than any chart has, and fewer than what would end the stack of a reader. */
const MAX_DEPTH = 40;

/** Keys that readers drop, or merge into what is around them. */
const LOST_KEYS = new Set(['__proto__', '<<']);

type Path = (string | number)[];

/**
 * What would be lost when it is written, or not be read again as it was. Schemas say
 * nothing of it: they leave such keys out, and end the stack themselves.
 */
export function findUnreadableParts(
  input: unknown,
  path: Path = [],
): Problem[] {
  if (typeof input === 'string') {
    return isWellFormed(input)
      ? []
      : [refuse(path, 'has half a character, which no file can hold')];
  }
  if (typeof input === 'number') {
    return Number.isInteger(input) && !Number.isSafeInteger(input)
      ? [refuse(path, 'is a number of too many digits: it needs quotes')]
      : [];
  }
  if (typeof input !== 'object' || input === null) {
    return [];
  }
  if (path.length >= MAX_DEPTH) {
    return [refuse(path, `is nested deeper than ${MAX_DEPTH} levels`)];
  }
  return Array.isArray(input)
    ? input.flatMap((entry, index) =>
        findUnreadableParts(entry, [...path, index]),
      )
    : Object.entries(input).flatMap(([key, entry]) =>
        LOST_KEYS.has(key) || !isWellFormed(key)
          ? [refuse([...path, key], 'is a key that readers do not keep')]
          : findUnreadableParts(entry, [...path, key]),
      );
}

function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

function refuse(path: Path, message: string): Problem {
  return { path: z.core.toDotPath(path), message, kind: 'invalid' };
}
