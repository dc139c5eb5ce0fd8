import { isError } from '@backstage/errors';
import { oneLine } from './oneLine';

const SYSTEM_ERRORS = new Map(
  Object.entries({
    EACCES: 'this user may not do it',
    EPERM: 'this user may not do it',
    EROFS: 'it is on a disk that cannot be written',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the quota of the disk is used up',
    ENOENT: 'it does not exist',
    ENOTDIR: 'a part of the path is not a folder',
    EISDIR: 'it is a folder',
    ELOOP: 'it is a symbolic link, and these are not followed',
    EMFILE: 'too many files are open',
    ENAMETOOLONG: 'the name is too long',
    ENOTEMPTY: 'somebody else has just written there',
    EEXIST: 'somebody else has just written there',
  }),
);

/** What went wrong as one line. */
export function toSentence(error: unknown): string {
  return oneLine(describe(error).split('\n')[0]);
}

/** Why the system did not do it, as the end of a sentence. */
export function describeSystemError(error: unknown): string {
  const code = isError(error) ? error.code : undefined;
  const known = typeof code === 'string' ? SYSTEM_ERRORS.get(code) : undefined;
  return known ?? (isError(error) ? error.message : String(error));
}

function describe(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  if (typeof error.code === 'string' && SYSTEM_ERRORS.has(error.code)) {
    const file = error.path ?? error.dest;
    const subject = typeof file === 'string' ? file : 'a file';
    return `${subject}: ${describeSystemError(error)}`;
  }
  return error.message || error.name;
}
