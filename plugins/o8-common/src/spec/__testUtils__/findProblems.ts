import type { z } from 'zod';
import { formatProblem, toProblems } from '../problem';

/** What a schema finds wrong, a line per problem; nothing for what is well. */
export function findProblems(schema: z.ZodType, value: unknown): string[] {
  const result = schema.safeParse(value);
  return result.success ? [] : toProblems(result.error).map(formatProblem);
}

/** A copy of a document with a value at a path; `undefined` removes what is there. */
export function setAt<T extends object>(
  document: T,
  path: string,
  value: unknown,
): T {
  const copy = structuredClone(document);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let parent: Record<string, unknown> = Object(copy);
  for (const key of keys) {
    parent[key] ??= {};
    parent = Object(parent[key]);
  }
  if (value === undefined) {
    delete parent[last];
  } else {
    parent[last] = value;
  }
  return copy;
}
