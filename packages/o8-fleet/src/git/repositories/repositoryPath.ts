import { InputError } from '@backstage/errors';

const PART = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Whether a text may be a part of the path of a repository, and so a folder's name. */
export function isPathPart(part: string): boolean {
  return (
    PART.test(part) && !part.includes('..') && !/\.(git|lock)?$/i.test(part)
  );
}

/** The two parts of a path such as `modules/billing`. */
export function parseRepositoryPath(path: string): [string, string] {
  const [owner, name, ...rest] = path.split('/');
  if (
    name === undefined ||
    rest.length > 0 ||
    ![owner, name].every(isPathPart)
  ) {
    throw new InputError(
      `"${path}" is not a repository of this git host: two names such as modules/billing are`,
    );
  }
  return [owner, name];
}
