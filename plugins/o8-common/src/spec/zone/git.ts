import { z } from 'zod';

/** How repositories are called and shown by a git host. @public */
export const GIT_HOST_TYPES = ['plain', 'github', 'gitlab', 'gitea'] as const;

const PATH_PART = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const isRepositoryPath = (path: string) =>
  path.split('/').every(part => PATH_PART.test(part) && !part.endsWith('.git'));

const repositoryPathSchema = z
  .string('must be text')
  .refine(isRepositoryPath, { error: 'is not a path such as acme/o8-apps' })
  .meta({ title: 'path on the git host' });

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

// Parsers of URLs drop white space and turn "\\" around; git and Argo CD do not.
const NOT_IN_URL = /[\s\\\p{C}]/u;
export const isUrl = (text: string) =>
  URL.canParse(text) && !NOT_IN_URL.test(text);

const gitUrlSchema = z
  .string('must be text')
  .superRefine((text, { addIssue }) => {
    const fail = (message: string) => addIssue({ code: 'custom', message });
    const url = isUrl(text) ? new URL(text) : undefined;
    if (!url || !['https:', 'http:'].includes(url.protocol)) {
      fail('must be an https URL such as https://github.com');
      return;
    }
    if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
      fail('must be https: plain http is accepted for loopback addresses only');
    }
    if (url.username || url.password) {
      fail(
        'must not contain credentials: they belong to "o8.git" of the configuration',
      );
    }
    if (/[?#]|\/$/.test(text)) {
      fail('must not have a query, a fragment or a slash at its end');
    }
  })
  .meta({ title: 'https URL' });

const BRANCH = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

const isBranch = (name: string) =>
  BRANCH.test(name) && !/\.\.|\.$|\.lock(\/|$)/.test(name);

/** The schema of the git host of a landing zone. */
export const gitSchema = z.strictObject({
  type: z
    .enum(GIT_HOST_TYPES, `must be one of ${GIT_HOST_TYPES.join(', ')}`)
    .default('plain')
    .describe(
      'What kind of host it is: how repositories, files and comparisons are linked.',
    ),
  url: gitUrlSchema.describe(
    'Where the host is; plain http for loopback addresses only. Credentials belong to `o8.git` of the configuration.',
  ),
  modules: repositoryPathSchema.describe(
    "The organisation or group of the modules' repositories: `<modules>/<name>`.",
  ),
  platform: repositoryPathSchema.describe(
    'The platform repository (App of Apps).',
  ),
  branch: z
    .string('must be text')
    .refine(isBranch, { error: 'is not the name of a branch' })
    .default('main')
    .describe('The branch that Argo CD follows, in all of these repositories.'),
});
