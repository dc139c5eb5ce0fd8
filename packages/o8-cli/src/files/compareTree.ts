import type { RenderedFile } from '@orchestr8/o8-blueprint';
import { isError } from '@backstage/errors';
import type { Stats } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';

const isWindows = process.platform === 'win32';

/**
 * What is where a file would be written: nothing, the same, another file, or something
 * that no option removes.
 */
export type FileState = 'new' | 'equal' | 'different' | 'blocked';

/** A file to write, and what is there. */
export interface ComparedFile extends RenderedFile {
  state: FileState;
}

/** Compares the files to write with what a folder holds. It follows no links. */
export async function compareTree(
  folder: string,
  files: RenderedFile[],
): Promise<ComparedFile[]> {
  const folders = new Map<string, Promise<FileState>>();
  const stateOfFolder = (at: string): Promise<FileState> => {
    const known = folders.get(at) ?? findFolderState(at);
    folders.set(at, known);
    return known;
  };

  async function findFolderState(at: string): Promise<FileState> {
    if (at !== folder) {
      const above = await stateOfFolder(path.dirname(at));
      if (above !== 'equal') {
        return above;
      }
    }
    const stat = await lstatIfPresent(at);
    if (!stat) {
      return 'new';
    }
    return stat.isDirectory() ? 'equal' : 'blocked';
  }

  return Promise.all(
    files.map(async file => {
      const target = resolveBelow(folder, file.path);
      const above = await stateOfFolder(path.dirname(target));
      const state = above === 'equal' ? await compareFile(target, file) : above;
      return { ...file, state };
    }),
  );
}

/** The place of a file of a repository; a path that leads out of the folder is a mistake. */
export function resolveBelow(folder: string, filePath: string): string {
  const isPlain =
    /^[^\\\0]+$/.test(filePath) &&
    !path.isAbsolute(filePath) &&
    filePath.split('/').every(part => !['', '.', '..', '.git'].includes(part));
  if (!isPlain) {
    throw new Error(`"${filePath}" is not a path below a folder`);
  }
  return path.join(folder, filePath);
}

/** What is at a path, without following a link. */
export async function lstatIfPresent(at: string): Promise<Stats | undefined> {
  try {
    return await lstat(at);
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

async function compareFile(
  target: string,
  { content, mode }: RenderedFile,
): Promise<FileState> {
  const stat = await lstatIfPresent(target);
  if (!stat) {
    return 'new';
  }
  if (!stat.isFile()) {
    return 'blocked';
  }
  const bytes = Buffer.from(content);
  // The size first: what is there may be anything.
  if (stat.size !== bytes.length || !bytes.equals(await readFile(target))) {
    return 'different';
  }
  const isExecutable = (stat.mode & 0o100) !== 0;
  return isWindows || isExecutable === (mode === '100755')
    ? 'equal'
    : 'different';
}
