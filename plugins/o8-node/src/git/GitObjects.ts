import { resolve } from 'node:path';
import { InputError, NotFoundError } from '@backstage/errors';
import { assertBranch } from './assertBranch';
import type { GitCommand } from './GitCommand';
import type { GitFile, GitRevision, GitTreeEntry } from './GitRemote';
import { listTree, readTree } from './gitTree';

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

export function isCommit(text: string): boolean {
  return COMMIT.test(text);
}

/** What repositories on the disk hold. Nothing here reads files beside `.git`. */
export class GitObjects {
  readonly #git: GitCommand;
  readonly #isAllowed: (url: string) => boolean;
  readonly #origins = new Map<string, string>();

  constructor(options: {
    git: GitCommand;
    isAllowed: (url: string) => boolean;
  }) {
    this.#git = options.git;
    this.#isAllowed = options.isAllowed;
  }

  /** Tells the origin of a clone, which otherwise is asked for at each use. */
  rememberOrigin(directory: string, url: string) {
    this.#origins.set(resolve(directory), url);
  }

  async commitOf({ directory, revision }: GitRevision): Promise<string> {
    if (/^refs\/(heads|remotes|tags)\/./.test(revision)) {
      assertBranch(revision.split('/').slice(2).join('/'));
    } else if (revision !== 'HEAD' && !isCommit(revision)) {
      throw new InputError(
        `The revision ${JSON.stringify(
          revision,
        )} is neither HEAD, nor a commit, nor a ref`,
      );
    }
    const { stdout } = await this.#git.run({
      directory,
      args: ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`],
      exitCodes: [0, 1],
    });
    const commit = stdout.toString().trim();
    if (!commit) {
      throw new NotFoundError(`The repository has no revision ${revision}`);
    }
    return commit;
  }

  /** `HEAD` and its tree; undefined before the first commit. */
  async findHead(
    directory: string,
  ): Promise<{ commit: string; tree: string } | undefined> {
    const { stdout } = await this.#git.run({
      directory,
      args: ['cat-file', '--batch-check=%(objectname)'],
      input: 'HEAD^{commit}\nHEAD^{tree}\n',
    });
    const [commit, tree] = stdout.toString().split('\n');
    return isCommit(commit) && isCommit(tree) ? { commit, tree } : undefined;
  }

  async rootCommits(options: GitRevision): Promise<string[]> {
    const output = await this.#listHistory(options, '--max-parents=0');
    return output.split('\n').filter(Boolean);
  }

  async countCommits(options: GitRevision): Promise<number> {
    return Number(await this.#listHistory(options, '--count'));
  }

  async #listHistory(
    { directory, revision }: GitRevision,
    option: string,
  ): Promise<string> {
    const commit = await this.#toCommit({ directory, revision });
    const shallow = await this.#git.run({
      directory,
      args: ['rev-parse', '--is-shallow-repository'],
    });
    if (shallow.stdout.toString().trim() !== 'false') {
      // Where its history was cut off, every commit looks like a first one.
      throw new InputError(
        'The first commits of a shallow clone are not known',
      );
    }
    const { stdout } = await this.#git.run({
      directory,
      args: ['rev-list', option, commit, '--'],
    });
    return stdout.toString().trim();
  }

  async listTree({
    directory,
    revision,
  }: GitRevision): Promise<GitTreeEntry[]> {
    const commit = await this.#toCommit({ directory, revision });
    const entries = await listTree({ git: this.#git, directory, commit });
    return entries.map(({ path, mode, id }) => ({ path, mode, id }));
  }

  async readFiles({
    directory,
    revision,
    under,
  }: GitRevision & { under: string }): Promise<GitFile[]> {
    const commit = await this.#toCommit({ directory, revision });
    const url = await this.findOrigin(directory);
    return readTree({ git: this.#git, directory, commit, url, path: under });
  }

  async readFile(
    options: GitRevision & { path: string },
  ): Promise<string | undefined> {
    const { path } = options;
    const files = await this.readFiles({ ...options, under: path });
    if (files.length > 0 && files[0].path !== path) {
      throw new InputError(`${JSON.stringify(path)} is a folder`);
    }
    return files[0]?.content;
  }

  async diffNames(options: {
    directory: string;
    from: string;
    to: string;
  }): Promise<string[]> {
    const { directory } = options;
    const [from, to] = await Promise.all([
      this.#toCommit({ directory, revision: options.from }),
      this.#toCommit({ directory, revision: options.to }),
    ]);
    const { stdout } = await this.#git.run({
      directory,
      args: ['diff-tree', '-r', '-z', '--no-renames', '--name-only', from, to],
    });
    return stdout.toString().split('\0').filter(Boolean).sort();
  }

  /** Where content comes from that a clone has left out. */
  async findOrigin(directory: string): Promise<string | undefined> {
    const known = this.#origins.get(resolve(directory));
    if (known) {
      return known;
    }
    const { stdout } = await this.#git.run({
      directory,
      args: ['config', '--local', '--get', 'remote.origin.url'],
      exitCodes: [0, 1],
    });
    const url = stdout.toString().trim();
    return this.#isAllowed(url) ? url : undefined;
  }

  /** For commands that say themselves that there is no such commit. */
  async #toCommit(options: GitRevision): Promise<string> {
    const { revision } = options;
    return isCommit(revision) ? revision : this.commitOf(options);
  }
}
