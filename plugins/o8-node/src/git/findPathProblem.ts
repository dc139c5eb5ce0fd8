/**
 * What is wrong with the path of a file in a repository, as a sentence without its
 * subject; undefined for one that stays inside, on every file system.
 */
export function findPathProblem(path: string): string | undefined {
  if (/[\p{Cc}\\]/u.test(path)) {
    return 'contains a backslash or a control character';
  }
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    return 'is absolute';
  }
  const parts = path.split('/');
  if (parts.some(part => part === '' || part === '.' || part === '..')) {
    return 'has an empty part, "." or ".."';
  }
  return parts.some(isGitDirectory)
    ? 'leads into the ".git" of the repository'
    : undefined;
}

/** Also as HFS+ (ignorable characters) and NTFS (short names, streams) read it. */
function isGitDirectory(part: string): boolean {
  const name = part
    .replace(/\p{Cf}/gu, '')
    .replace(/:.*$/, '')
    .replace(/[ .]+$/, '')
    .toLowerCase();
  return name === '.git' || /^git~\d+$/.test(name);
}
