import type { GitFile } from '@orchestr8/backstage-plugin-o8-node';

type Text = Pick<GitFile, 'path' | 'content'>;

/** The paths at which two lists of files differ, sorted. */
export function findUnequal(
  files: readonly Text[],
  wanted: readonly Text[],
): string[] {
  const rest = new Map(files.map(file => [file.path, file.content]));
  const unequal = wanted
    .filter(({ path, content }) => {
      const text = rest.get(path);
      rest.delete(path);
      return text !== content;
    })
    .map(({ path }) => path);
  return [...unequal, ...rest.keys()].sort();
}
