import type { GitClient } from './GitClient';
import { RepositoryFiles, type RepositoryEntry } from './RepositoryFiles';

/** More than any manifest has. */
const MAX_FILE_BYTES = 1024 * 1024;
const MAX_TREE_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 50_000;
const SYMLINK = '120000';

interface Listed {
  mode: string;
  blob: string;
  sizeBytes: number;
  path: string;
}

/**
 * Reads the files of a commit without a work tree. Blobs that are known already are
 * taken from there: most files are the same from commit to commit.
 */
export async function readTree(options: {
  git: GitClient;
  gitDir: string;
  commit: string;
  /** By their ids; what the commit does not have is forgotten. */
  blobs: Map<string, string>;
}): Promise<RepositoryFiles> {
  const { git, gitDir, commit, blobs } = options;
  const listed = parseListing(
    await git.run([
      '--git-dir',
      gitDir,
      'ls-tree',
      '-r',
      '-z',
      '-l',
      '--full-tree',
      commit,
    ]),
  );
  const readable = listed.filter(isReadable);
  assertBounds(listed, readable);
  const wanted = new Set(readable.map(({ blob }) => blob));
  for (const blob of blobs.keys()) {
    if (!wanted.has(blob)) blobs.delete(blob);
  }
  const missing = [...wanted].filter(blob => !blobs.has(blob));
  if (missing.length > 0) {
    const output = await git.run(
      ['--git-dir', gitDir, 'cat-file', '--batch'],
      `${missing.join('\n')}\n`,
    );
    parseBatch(output, blobs);
  }
  const toEntry = ({ mode, blob, sizeBytes }: Listed): RepositoryEntry => {
    if (mode === SYMLINK) return { type: 'symlink' };
    const text = blobs.get(blob);
    return text === undefined
      ? { type: 'large', sizeBytes }
      : { type: 'text', text };
  };
  return new RepositoryFiles(
    new Map(listed.map(each => [each.path, toEntry(each)])),
  );
}

function isReadable({ mode, sizeBytes }: Listed): boolean {
  return mode !== SYMLINK && sizeBytes <= MAX_FILE_BYTES;
}

function assertBounds(listed: Listed[], readable: Listed[]): void {
  const sumBytes = readable.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (listed.length > MAX_FILES || sumBytes > MAX_TREE_BYTES) {
    throw new Error(
      `the commit has ${listed.length} files of ${sumBytes} bytes: more than the demo fleet reads`,
    );
  }
}

/** `<mode> <type> <id> <size>\t<path>\0`; submodules are left out. */
function parseListing(output: Buffer): Listed[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .flatMap(line => {
      const tab = line.indexOf('\t');
      const [mode, type, blob, size] = line.slice(0, tab).split(/ +/);
      const path = line.slice(tab + 1);
      return type === 'blob'
        ? [{ mode, blob, sizeBytes: Number(size), path }]
        : [];
    });
}

/** `<id> blob <size>\n<content>\n`, again and again. */
function parseBatch(output: Buffer, blobs: Map<string, string>): void {
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [blob, type, size] = output.toString('utf8', at, end).split(' ');
    if (type !== 'blob') throw new Error(`git has no blob ${blob}`);
    const begin = end + 1;
    blobs.set(blob, output.toString('utf8', begin, begin + Number(size)));
    at = begin + Number(size) + 1;
  }
}
