import { z } from 'zod';

/**
 * One thing that is wrong with what somebody wrote: where, and what would be right.
 *
 * @public
 */
export interface Problem {
  /** Such as `spec.placements[1].cluster`; empty for the document as a whole. */
  path: string;
  /** What is wrong and what would be right, as a sentence without its subject. */
  message: string;
  /**
   * `invalid`: no landing zone would take it. `refused`: this landing zone does not
   * allow it, or what is there already forbids it.
   */
  kind: 'invalid' | 'refused';
}

/** The schema of a {@link Problem}. @public */
export const problemSchema: z.ZodType<Problem> = z.object({
  path: z.string(),
  message: z.string(),
  kind: z.enum(['invalid', 'refused']),
});

/**
 * A problem as one line: `spec.workload.port: must be …`.
 *
 * @public
 */
export function formatProblem({ path, message }: Problem): string {
  return path ? `${path}: ${message}` : message;
}

/**
 * What zod found, each with its path; unknown fields by their own names.
 *
 * @public
 */
export function toProblems(error: z.ZodError): Problem[] {
  return error.issues.flatMap(issue => {
    const kind = 'invalid' as const;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(key => ({
        kind,
        path: z.core.toDotPath([...issue.path, key]),
        message: 'is not a field that this version knows',
      }));
    }
    const path = z.core.toDotPath(issue.path);
    if (issue.code === 'invalid_key') {
      // What is wrong with the name of a field says the schema of names.
      return issue.issues.map(({ message }) => ({ kind, path, message }));
    }
    const inner = issue.code === 'invalid_union' ? findMeant(issue) : undefined;
    return inner
      ? toProblems(new z.ZodError(inner))
      : [{ kind, path, message: sayIssue(issue) }];
  });
}

/**
 * What is wrong with the one part of a choice that somebody meant: the others are of
 * another type, or have other fields.
 */
function findMeant(
  issue: z.core.$ZodIssueInvalidUnion,
): z.core.$ZodIssue[] | undefined {
  const meant = issue.errors.filter(
    part => part.length > 0 && part.every(({ path }) => path.length > 0),
  );
  return meant.length === 1
    ? meant[0].map(each => ({ ...each, path: [...issue.path, ...each.path] }))
    : undefined;
}

const TYPES: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  object: 'an object with fields',
  record: 'an object with fields',
  string: 'text',
};

// Where the schema says nothing of its own; zod's words are those of a programmer.
function sayIssue(issue: z.core.$ZodIssue): string {
  const isOwn = !issue.message.startsWith('Invalid input');
  if (!isOwn && issue.code === 'invalid_union') {
    return 'must be text, a number, true or false, null, a list or an object with fields';
  }
  if (isOwn || issue.code !== 'invalid_type') {
    return issue.message;
  }
  return issue.message.endsWith('received undefined')
    ? 'is missing'
    : `must be ${TYPES[issue.expected] ?? `a ${issue.expected}`}`;
}
