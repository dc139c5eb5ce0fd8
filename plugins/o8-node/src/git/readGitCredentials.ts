import { readFile } from 'node:fs/promises';
import type { Config } from '@backstage/config';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';

/**
 * How to sign in to a git host, or to a part of it.
 *
 * @public
 */
export interface GitCredentials {
  /** The repositories for which they are: this URL and everything below it. */
  url: string;
  username: string;
  /** Either the token, or the file that contains it. */
  token?: string;
  /** It is read at each use, so that a token can be replaced while all runs. */
  tokenFile?: string;
}

const LINE = /^[^\p{Cc}]+$/u;
const lineSchema = z
  .string('must be text')
  .regex(LINE, 'must be one line of text');

const urlSchema = z.string('must be text').superRefine((text, { addIssue }) => {
  const fail = (message: string) => addIssue({ code: 'custom', message });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    fail('must be a URL such as https://github.com/acme');
  } else if (url.username || url.password) {
    fail('must not contain credentials: they belong to "token" or "tokenFile"');
  } else if (url.search || url.hash) {
    fail('must not have a query or a fragment');
  }
});

const credentialsSchema = z
  .strictObject({
    url: urlSchema,
    // Hosts that take tokens want some name, and most accept any.
    username: lineSchema.default('git'),
    token: lineSchema.optional(),
    tokenFile: lineSchema.optional(),
  })
  .refine(({ token, tokenFile }) => !token !== !tokenFile, {
    error: 'needs one of "token" and "tokenFile"',
  });

/**
 * Reads `o8.git`. Throws one InputError with every problem; it repeats no value, as some
 * are secrets.
 */
export function readGitCredentials(config: Config): GitCredentials[] {
  const result = z
    .array(credentialsSchema)
    .safeParse(config.getOptional('o8.git') ?? []);
  const problems = [
    ...(result.error?.issues.flatMap(describeIssue) ?? []),
    ...findDuplicates(result.data ?? []),
  ];
  if (!result.success || problems.length) {
    throw new InputError(
      `The configuration is not valid:\n${problems.join('\n')}`,
    );
  }
  return result.data;
}

/** The most specific credentials for a repository. */
export function findGitCredentials(
  credentials: GitCredentials[],
  repositoryUrl: string,
): GitCredentials | undefined {
  return credentials
    .filter(({ url }) => isBelow(repositoryUrl, url))
    .sort((a, b) => pathOf(b.url).length - pathOf(a.url).length)[0];
}

/** Whether a URL has the origin of another, and begins with all parts of its path. */
export function isBelow(url: string, base: string): boolean {
  return (
    URL.canParse(url) &&
    new URL(url).origin === new URL(base).origin &&
    `${pathOf(url)}/`.startsWith(`${pathOf(base)}/`)
  );
}

/** The token as it is now. */
export async function readToken({
  url,
  token,
  tokenFile,
}: GitCredentials): Promise<string> {
  if (token !== undefined || tokenFile === undefined) {
    return token ?? '';
  }
  const fail = (reason: string) =>
    new ServiceUnavailableError(
      `The token for ${url} cannot be read from the "tokenFile" of "o8.git": ${reason}`,
    );
  const text = await readFile(tokenFile, 'utf8').catch(error => {
    throw fail(error.code ?? error.name);
  });
  if (!LINE.test(text.trim())) {
    throw fail('it must contain one line');
  }
  return text.trim();
}

function pathOf(url: string): string {
  return new URL(url).pathname.replace(/\/+$/, '');
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  const path = z.core.toDotPath(['o8', 'git', ...issue.path]);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => `  ${path}.${key}: is not a known key`);
  }
  return [`  ${path}: ${issue.message}`];
}

function findDuplicates(credentials: GitCredentials[]): string[] {
  const urls = credentials.map(
    ({ url }) => `${new URL(url).origin}${pathOf(url)}`,
  );
  return urls.flatMap((url, index) => {
    const first = urls.indexOf(url);
    return first < index
      ? [`  o8.git[${index}].url: is the same as o8.git[${first}].url`]
      : [];
  });
}
