import type { GitFile } from '@orchestr8/backstage-plugin-o8-node';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The paths at which a folder is other than a list of files, sorted. */
export async function findOtherFiles(options: {
  directory: string;
  files: Pick<GitFile, 'path' | 'content'>[];
}): Promise<string[]> {
  const { directory, files } = options;
  const wanted = new Map(files.map(file => [file.path, file.content]));
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  const others = new Set(wanted.keys());
  for (const entry of entries.filter(found => !found.isDirectory())) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(directory, file).split(path.sep).join('/');
    // What is neither a folder nor a file, such as a symlink, is other whatever it says.
    const isSame =
      wanted.has(name) &&
      entry.isFile() &&
      (await readFile(file, 'utf8')) === wanted.get(name);
    if (isSame) {
      others.delete(name);
    } else {
      others.add(name);
    }
  }
  return [...others].sort();
}
