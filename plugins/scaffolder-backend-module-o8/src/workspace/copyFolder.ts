import { InputError } from '@backstage/errors';
import { cp, lstat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Copies what steps of a template wrote, also what is no text. A symlink is an
 * InputError: what it leads to would be published. A `.git` is left behind.
 */
export async function copyFolder(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    filter: async source => {
      const relative = path.relative(from, source);
      const status = await lstat(source);
      if (!status.isDirectory() && !status.isFile()) {
        throw new InputError(
          `"${relative}" of the workspace is no file: symlinks are not published, remove it from the template`,
        );
      }
      return path.basename(source).toLowerCase() !== '.git';
    },
  });
}

/** Whether there is such a folder; a symlink to one is none. */
export async function isFolder(directory: string): Promise<boolean> {
  const status = await lstat(directory).catch(error => {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  });
  return status?.isDirectory() ?? false;
}
