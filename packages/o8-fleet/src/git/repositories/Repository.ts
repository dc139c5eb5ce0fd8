import { NotFoundError } from '@backstage/errors';
import { GitError, type Git, type GitOutput } from '../program';
import { parseTree, type TreeEntry } from './parseTree';
import { parseLog, LOG_FORMAT, type Commit } from './parseLog';

const MAX_DIFF_BYTES = 512 * 1024;
const PLAIN = ['--no-color', '--no-ext-diff', '--no-textconv'];
const COMMIT_ID = /^[0-9a-f]{40}$/;

/** A branch or commit that a path of a URL begins with, and the rest of that path. */
export interface Resolved {
  /** The name as it was given. */
  ref: string;
  commit: string;
  /** Below the root of the repository; empty for the root itself. */
  path: string;
}

/** A commit with its whole message. */
export interface CommitDetails {
  id: string;
  /** `Name <address>`. */
  author: string;
  committedAt: Date;
  message: string;
}

/** Reads one bare repository. Every method asks git again: nothing is kept. */
export class Repository {
  readonly path: string;
  readonly folder: string;
  readonly #git: Git;

  constructor(options: { git: Git; path: string; folder: string }) {
    this.path = options.path;
    this.folder = options.folder;
    this.#git = options.git;
  }

  /** The branch that HEAD names; it may have no commit yet. */
  async mainBranch(): Promise<string> {
    const { text } = await this.#run(['symbolic-ref', '--short', 'HEAD']);
    return text.toString('utf8').trim();
  }

  /** Makes HEAD name a branch, which may have no commit yet. */
  async setMainBranch(branch: string): Promise<void> {
    await this.#run(['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  }

  /** All branches by name, with the commit of each. */
  async branches(): Promise<Map<string, string>> {
    const { text } = await this.#run([
      'for-each-ref',
      '--format=%(refname:lstrip=2)%00%(objectname)',
      'refs/heads',
    ]);
    const lines = text.toString('utf8').split('\n').filter(Boolean);
    return new Map(
      lines.map(line => line.split('\0')).map(([name, id]) => [name, id]),
    );
  }

  /** Everything that refs point to, to see whether something changed. */
  async fingerprint(): Promise<string> {
    const { text } = await this.#run(['for-each-ref']);
    return text.toString('utf8');
  }

  /** The branch that a path begins with, the longest that there is; or a commit's id. */
  async resolve(segments: readonly string[]): Promise<Resolved> {
    const branches = await this.branches();
    for (let length = segments.length; length > 0; length--) {
      const ref = segments.slice(0, length).join('/');
      const commit = branches.get(ref);
      if (commit) {
        return { ref, commit, path: segments.slice(length).join('/') };
      }
    }
    const [first = '', ...rest] = segments;
    if (COMMIT_ID.test(first) && (await this.#isCommit(first))) {
      return { ref: first, commit: first, path: rest.join('/') };
    }
    throw new NotFoundError(
      `${this.path} has no branch "${segments.join('/')}"`,
    );
  }

  /** The file or folder at a path of a commit. */
  async entry(commit: string, path: string): Promise<TreeEntry | undefined> {
    const { text } = await this.#run([
      'ls-tree',
      '-z',
      '-l',
      commit,
      '--',
      path,
    ]);
    return parseTree(text).find(entry => entry.name === path);
  }

  /** What a folder holds: `tree` is its id, or that of a commit for the root. */
  async entries(tree: string): Promise<TreeEntry[]> {
    const { text, isWhole } = await this.#run(['ls-tree', '-z', '-l', tree]);
    if (!isWhole) {
      throw new NotFoundError('This folder has too many files to be shown');
    }
    return parseTree(text);
  }

  /** The bytes of a file, at most `maxBytes`. */
  blob(id: string, maxBytes: number): Promise<GitOutput> {
    return this.#run(['cat-file', 'blob', id], maxBytes);
  }

  /** The newest commits of `range`, such as an id or `id..id`. */
  async commits(range: string, limit: number): Promise<Commit[]> {
    const { text } = await this.#run([
      'log',
      '-z',
      `--max-count=${limit}`,
      `--format=${LOG_FORMAT}`,
      range,
      '--',
    ]);
    return parseLog(text.toString('utf8'));
  }

  /** A commit by its id, or the newest of a branch; undefined where there is none. */
  async findCommit(revision: string): Promise<CommitDetails | undefined> {
    const main = revision === 'HEAD' ? await this.mainBranch() : revision;
    const commit = COMMIT_ID.test(revision)
      ? revision
      : (await this.branches()).get(main);
    if (!commit || !(await this.#isCommit(commit))) {
      return undefined;
    }
    const format = '--format=%an <%ae>%n%ct%n%B';
    const { text } = await this.#run(['show', '-s', format, commit, '--']);
    const [author, seconds, ...lines] = text.toString('utf8').split('\n');
    const committedAt = new Date(Number(seconds) * 1_000);
    return {
      id: commit,
      author,
      committedAt,
      message: lines.join('\n').trim(),
    };
  }

  /** Where two branches parted, or undefined where they have nothing in common. */
  async mergeBase(base: string, head: string): Promise<string | undefined> {
    try {
      const { text } = await this.#run(['merge-base', base, head]);
      return text.toString('utf8').trim();
    } catch (error) {
      if (error instanceof GitError && error.exitCode === 1) {
        return undefined;
      }
      throw error;
    }
  }

  /** What is different between two commits. */
  diff(from: string, to: string): Promise<GitOutput> {
    return this.#run(['diff', ...PLAIN, from, to, '--'], MAX_DIFF_BYTES);
  }

  /** What a commit changed. */
  show(commit: string): Promise<GitOutput> {
    return this.#run(
      ['show', '--format=', ...PLAIN, commit, '--'],
      MAX_DIFF_BYTES,
    );
  }

  async #isCommit(id: string): Promise<boolean> {
    const { text } = await this.#git.run(
      [`--git-dir=${this.folder}`, 'cat-file', '--batch-check=%(objecttype)'],
      { input: `${id}\n` },
    );
    return text.toString('utf8').trim() === 'commit';
  }

  #run(args: string[], maxBytes?: number): Promise<GitOutput> {
    return this.#git.run([`--git-dir=${this.folder}`, ...args], { maxBytes });
  }
}
