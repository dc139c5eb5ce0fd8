import type { CurrentFile } from '@orchestr8/o8-blueprint';
import path from 'node:path';
import { ofFile, type FileProblem } from '../FileProblem';
import { lstatIfPresent, resolveBelow } from './compareTree';
import { readText } from './readText';

const isWindows = process.platform === 'win32';

/** The files at some paths of a folder, and what of them could not be read. */
export interface ReadCurrent {
  files: CurrentFile[];
  problems: FileProblem[];
}

/** Reads what is at paths of a repository. Those that are not there are left out. */
export async function readCurrent(options: {
  /** Absolute. */
  folder: string;
  /** How problems call the folder. */
  label: string;
  paths: string[];
}): Promise<ReadCurrent> {
  const { folder, label, paths } = options;
  const read: ReadCurrent = { files: [], problems: [] };
  const folders = new Map<string, string | undefined>();
  for (const at of paths) {
    const fail = (reason: string) =>
      read.problems.push(ofFile(path.join(label, at), 'unreadable', reason));
    const target = resolveBelow(folder, at);
    const above = path.dirname(target);
    if (!folders.has(above)) {
      folders.set(above, await findObstacle(folder, above));
    }
    const obstacle = folders.get(above);
    const stat = obstacle ? undefined : await lstatIfPresent(target);
    if (obstacle) {
      fail(obstacle);
    } else if (stat) {
      const text = await readText(target, { keepsMark: true });
      if (text.ok) {
        const mode = stat.mode & 0o100 ? '100755' : '100644';
        const file = { path: at, content: text.value };
        // Windows does not know what may be run.
        read.files.push(isWindows ? file : { ...file, mode });
      } else {
        fail(text.reason);
      }
    }
  }
  return read;
}

/** A link among the folders above a file would lead out of the repository. */
async function findObstacle(
  folder: string,
  above: string,
): Promise<string | undefined> {
  for (let at = above; at !== folder; at = path.dirname(at)) {
    const stat = await lstatIfPresent(at);
    if (stat && !stat.isDirectory()) {
      return 'cannot be read: a part of its path is not a folder, or a symbolic link';
    }
  }
  return undefined;
}
