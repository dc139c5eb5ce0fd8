import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import path from 'node:path';

/**
 * What is wrong with a file. `conflict`: it is in the way of what would be written.
 * `unreadable`: it could not be judged.
 */
export interface FileProblem {
  /** As people find it from where they are. */
  file: string;
  /** The place in the file; empty for all of it. */
  path: string;
  message: string;
  kind: Problem['kind'] | 'conflict' | 'unreadable';
}

/** Says of which file the problems are. */
export function inFile(file: string, problems: Problem[]): FileProblem[] {
  return problems.map(problem => ({ file, ...problem }));
}

/** Problems of a repository: their paths are those of its files. */
export function inRepository(
  folder: string,
  problems: Problem[],
): FileProblem[] {
  return problems.map(({ path: file, message, kind }) => ({
    file: file ? path.join(folder, file) : folder,
    path: '',
    message,
    kind,
  }));
}

/** A problem of a file as a whole. */
export function ofFile(
  file: string,
  kind: FileProblem['kind'],
  message: string,
): FileProblem {
  return { file, path: '', message, kind };
}
