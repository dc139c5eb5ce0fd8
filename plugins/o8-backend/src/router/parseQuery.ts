import { InputError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Parses the parameters of a request. Throws one `InputError` that names every
 * problem with its parameter.
 */
export function parseQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const result = schema.safeParse(query);
  if (result.success) {
    return result.data;
  }
  const problems = result.error.issues.map(issue =>
    issue.code === 'unrecognized_keys'
      ? `unknown: ${issue.keys.map(key => `"${key}"`).join(', ')}`
      : `"${z.core.toDotPath(issue.path)}": ${issue.message}`,
  );
  throw new InputError(`Wrong parameters: ${problems.join('; ')}`);
}
