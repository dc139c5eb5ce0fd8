import { InputError, NotFoundError } from '@backstage/errors';
import { assertBranch } from './assertBranch';
import type { GitCommand } from './GitCommand';
import type { GitFile, GitRevision } from './GitRemote';
import { listTree, readTree } from './gitTree';

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

export function isCommit(text: string): boolean {
  return COMMIT.test(text);
}

/** What repositories on the disk hold. Nothing here reads files beside `.git`. */
export class GitObjects {
  readonly #git: GitCommand;
  readonly #isAllowed: (url: string) => boolean;

  constructor(options: {
    git: GitCommand;
    isAllowed: (url: string) => boolean;
  }) {
    this.#git = options.git;
    this.#isAllowed = options.isAllowed;
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
    const commit = await this.find(directory, `${revision}^{commit}`);
    if (!commit) {
      throw new NotFoundError(`The repository has no revision ${revision}`);
    }
    return commit;
  }

  /** The id of what a name means to git; the name is never one from outside. */
  async find(directory: string, name: string): Promise<string | undefined> {
    const { stdout } = await this.#git.run({
      directory,
      args: ['rev-parse', '--verify', '--quiet', name],
      exitCodes: [0, 1],
    });
    return stdout.toString().trim() || undefined;
  }

  async rootCommits({ directory, revision }: GitRevision): Promise<string[]> {
    const commit = await this.commitOf({ directory, revision });
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
      args: ['rev-list', '--max-parents=0', commit, '--'],
    });
    return stdout.toString().split('\n').filter(Boolean);
  }

  async listFiles({
    directory,
    revision,
    under,
  }: GitRevision & { under: string }): Promise<string[]> {
    const commit = await this.commitOf({ directory, revision });
    const entries = await listTree({
      git: this.#git,
      directory,
      commit,
      path: under,
    });
    return entries.map(({ path }) => path).sort();
  }

  async readFiles({
    directory,
    revision,
    under,
  }: GitRevision & { under: string }): Promise<GitFile[]> {
    const commit = await this.commitOf({ directory, revision });
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
      this.commitOf({ directory, revision: options.from }),
      this.commitOf({ directory, revision: options.to }),
    ]);
    const { stdout } = await this.#git.run({
      directory,
      args: ['diff-tree', '-r', '-z', '--no-renames', '--name-only', from, to],
    });
    return stdout.toString().split('\0').filter(Boolean).sort();
  }

  /** Where content comes from that a clone has left out. */
  async findOrigin(directory: string): Promise<string | undefined> {
    const { stdout } = await this.#git.run({
      directory,
      args: ['config', '--local', '--get', 'remote.origin.url'],
      exitCodes: [0, 1],
    });
    const url = stdout.toString().trim();
    return this.#isAllowed(url) ? url : undefined;
  }
}
