/** The URL of a page below a repository: every part is encoded by itself. */
export function toLink(repositoryPath: string, ...paths: string[]): string {
  const parts = [repositoryPath, ...paths].filter(Boolean).join('/').split('/');
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** The page that compares two branches. */
export function toCompareLink(
  repositoryPath: string,
  base: string,
  head: string,
): string {
  return toLink(repositoryPath, 'compare', `${base}...${head}`);
}
