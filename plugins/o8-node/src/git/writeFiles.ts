import { randomUUID } from 'node:crypto';
import {
  lstat,
  mkdir,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '@backstage/errors';
import { findPathProblem } from './findPathProblem';
import type { GitFile } from './GitRemote';

/**
 * Writes files below a directory that exists. A path that leads out of it, through a
 * symlink or into `.git` is an InputError, and then nothing is written.
 *
 * @public
 */
export async function writeFiles(
  directory: string,
  files: GitFile[],
): Promise<void> {
  const root = await realpath(directory);
  const seen = new Set<string>();
  for (const { path } of files) {
    const problem = seen.has(path) ? 'is there twice' : findPathProblem(path);
    if (problem) {
      throw new InputError(`The path ${JSON.stringify(path)} ${problem}`);
    }
    seen.add(path);
    await assertNoDetour(root, path);
  }
  for (const file of files) {
    await writeOne(root, file);
  }
}

/** All that is there already are folders, and at the end a file. */
async function assertNoDetour(root: string, path: string) {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth++) {
    const partial = parts.slice(0, depth).join('/');
    const stats = await lstat(join(root, partial)).catch(ignoreAbsence);
    if (!stats) {
      return;
    }
    const isLeaf = depth === parts.length;
    if (isLeaf ? !stats.isFile() : !stats.isDirectory()) {
      const expected = isLeaf ? 'a file' : 'a folder';
      throw new InputError(
        `The path ${JSON.stringify(path)} cannot be written: ${JSON.stringify(
          partial,
        )} is not ${expected}`,
      );
    }
  }
}

async function writeOne(root: string, { path, content, mode }: GitFile) {
  const target = join(root, path);
  await mkdir(dirname(target), { recursive: true });
  // Once more, now that all folders are there: somebody may have changed them since.
  if ((await realpath(dirname(target))) !== dirname(target)) {
    throw new InputError(
      `The path ${JSON.stringify(path)} leads out of its repository`,
    );
  }
  // A file is there completely or not at all, and what is replaced is never followed.
  const draft = join(dirname(target), `.o8-${randomUUID()}.tmp`);
  try {
    await writeFile(draft, content, {
      flag: 'wx',
      mode: mode === '100755' ? 0o755 : 0o644,
    });
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

function ignoreAbsence(error: NodeJS.ErrnoException) {
  if (error.code === 'ENOENT') {
    return undefined;
  }
  throw error;
}
