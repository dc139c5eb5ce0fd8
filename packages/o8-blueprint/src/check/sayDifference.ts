import { z } from 'zod';
import type { Difference } from './findDifferences';

const MAX_VALUE_LENGTH = 120;

/** A difference as a sentence without its subject, which is the file. */
export function sayDifference(
  what: string,
  { path, actual, expected }: Difference,
): string {
  const field = z.core.toDotPath(path);
  if (expected === undefined) {
    return `has ${what} with ${field}, which must not be there`;
  }
  return actual === undefined
    ? `has ${what} without ${field}: it must be ${show(expected)}`
    : `has ${what} with ${field} ${show(actual)}: it must be ${show(expected)}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MAX_VALUE_LENGTH
    ? `${text.slice(0, MAX_VALUE_LENGTH)}…`
    : text;
}
