import { InputError } from '@backstage/errors';
import { findPathProblem } from './findPathProblem';
import type { GitCommand } from './GitCommand';
import type { GitFile } from './GitRemote';

const MAX_FILE_BYTES = 1024 * 1024;
const MAX_FILES = 100_000;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

interface TreeEntry {
  mode: string;
  id: string;
  /** Absent for submodules, and where it was not asked for. */
  bytes?: number;
  path: string;
}

/** One commit of a repository on the disk. */
interface TreeOptions {
  git: GitCommand;
  directory: string;
  commit: string;
  /** Where content that is not there yet comes from. */
  url?: string;
}

/**
 * Throws an InputError that names symlinks and submodules: what writes below the
 * directory, or reads from it, could be led out of it.
 */
export async function assertPlainTree(options: TreeOptions): Promise<void> {
  const problems = (await listTree(options)).flatMap(({ mode, path }) => {
    const names: Record<string, string> = {
      '120000': 'a symlink',
      '160000': 'a submodule',
    };
    return names[mode] ? [`${JSON.stringify(path)} is ${names[mode]}`] : [];
  });
  if (problems.length) {
    const shown = problems.slice(0, 5).join(', ');
    const more = problems.length > 5 ? ` and ${problems.length - 5} more` : '';
    throw new InputError(
      `The repository contains what is not accepted here: ${shown}${more}`,
    );
  }
}

/**
 * What is below a path (a folder, or one file), or all. Sizes only where they are asked
 * for: in a clone without content each would be fetched.
 */
export async function listTree(
  options: TreeOptions & { path?: string; withSizes?: boolean },
): Promise<TreeEntry[]> {
  const { git, directory, commit, url, path, withSizes } = options;
  const problem = path === undefined ? undefined : findPathProblem(path);
  if (problem) {
    throw new InputError(`The path ${JSON.stringify(path)} ${problem}`);
  }
  const { stdout } = await git.run({
    directory,
    url,
    args: [
      ...['ls-tree', '-r', '-z', '--full-tree'],
      ...(withSizes ? ['-l'] : []),
      commit,
      ...(path === undefined ? [] : ['--', path]),
    ],
  });
  return parseTree(stdout);
}

/** The text files below a path (a folder, or one file), sorted. */
export async function readTree(
  options: TreeOptions & { path: string },
): Promise<GitFile[]> {
  const { git, directory, url } = options;
  const entries = await listTree({ ...options, withSizes: true });
  assertReadable(entries);
  if (entries.length === 0) {
    return [];
  }
  const batch = await git.run({
    directory,
    url,
    args: ['cat-file', '--batch'],
    input: entries.map(({ id }) => `${id}\n`).join(''),
  });
  const contents = splitBatch(batch.stdout, entries);
  return entries
    .map((entry, index) => toFile(entry, contents[index]))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function parseTree(output: Buffer): TreeEntry[] {
  const lines = output.toString('utf8').split('\0').filter(Boolean);
  return lines.map(line => {
    const tab = line.indexOf('\t');
    const [mode, , id, bytes] = line.slice(0, tab).split(/ +/);
    return {
      mode,
      id,
      path: line.slice(tab + 1),
      bytes: /^\d+$/.test(bytes ?? '') ? Number(bytes) : undefined,
    };
  });
}

function assertReadable(entries: TreeEntry[]) {
  if (entries.length > MAX_FILES) {
    throw new InputError(
      `The repository has ${entries.length} files where at most ${MAX_FILES} are read`,
    );
  }
  for (const { mode, bytes = 0, path } of entries) {
    if (!mode.startsWith('100')) {
      throw new InputError(`${JSON.stringify(path)} is not a regular file`);
    }
    if (bytes > MAX_FILE_BYTES) {
      throw new InputError(
        `${JSON.stringify(path)} is larger than ${MAX_FILE_BYTES} bytes`,
      );
    }
  }
  const total = entries.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  if (total > MAX_TOTAL_BYTES) {
    throw new InputError(
      `The repository has ${total} bytes where at most ${MAX_TOTAL_BYTES} are read`,
    );
  }
}

/** The output of `cat-file --batch`: a line with the size, the content, a line end. */
function splitBatch(output: Buffer, entries: TreeEntry[]): Buffer[] {
  let offset = 0;
  return entries.map(({ id, path }) => {
    const end = output.indexOf('\n', offset);
    const [foundId, type, size] = output
      .toString('utf8', offset, Math.max(end, offset))
      .split(' ');
    if (foundId !== id || type !== 'blob') {
      throw new Error(`git has not given the content of ${path}`);
    }
    const start = end + 1;
    offset = start + Number(size) + 1;
    return output.subarray(start, start + Number(size));
  });
}

function toFile({ path, mode }: TreeEntry, content: Buffer): GitFile {
  try {
    return {
      path,
      mode: mode === '100755' ? '100755' : '100644',
      content: new TextDecoder('utf-8', {
        fatal: true,
        ignoreBOM: true,
      }).decode(content),
    };
  } catch {
    throw new InputError(`${JSON.stringify(path)} is not text in UTF-8`);
  }
}
