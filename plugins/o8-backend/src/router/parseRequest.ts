import { InputError } from '@backstage/errors';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { readBody } from './readBody';
import type { RouteDefinition } from './Route';

/** Nobody reads more; short requests must not make long answers. */
const MAX_PROBLEMS = 100;

/** What the schemas of a route make of a request. */
export interface ParsedRequest {
  params: unknown;
  query: unknown;
  body: unknown;
}

/**
 * Parses the path, the parameters and the body of a request. Throws one `InputError`
 * that names every problem with where it is.
 */
export async function parseRequest(
  definition: RouteDefinition,
  req: Request,
  res: Response,
): Promise<ParsedRequest> {
  const params = definition.params.safeParse(req.params);
  const query = definition.query.safeParse(readQuery(req.url));
  const body = definition.body?.safeParse(await readBody(req, res));
  const problems = [
    describe('parameters', [params, query]),
    describe('body', body ? [body] : []),
  ].flat();
  if (problems.length > 0) {
    throw new InputError(problems.join('. '));
  }
  return { params: params.data, query: query.data, body: body?.data };
}

// Express leaves out what is called as something that every object has, and makes
// objects of brackets: neither could be refused by its name.
function readQuery(url: string): Record<string, string | string[]> {
  const { searchParams } = new URL(url, 'http://localhost');
  const query = Object.create(null);
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? values[0] : values;
  }
  return query;
}

function describe(
  where: string,
  results: z.ZodSafeParseResult<unknown>[],
): string[] {
  const issues = results.flatMap(({ error }) => error?.issues ?? []);
  if (issues.length === 0) {
    return [];
  }
  const said = issues.slice(0, MAX_PROBLEMS).map(describeIssue);
  const unsaid = issues.length - said.length;
  const problems = unsaid > 0 ? [...said, `and ${unsaid} more`] : said;
  return [`Wrong ${where}: ${problems.join('; ')}`];
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = z.core.toDotPath(issue.path);
  const message =
    issue.code === 'unrecognized_keys'
      ? `unknown: ${issue.keys.map(key => JSON.stringify(key)).join(', ')}`
      : issue.message;
  return path ? `"${path}": ${message}` : message;
}
