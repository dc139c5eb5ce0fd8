import { lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  platformRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { assertBranch } from './assertBranch';
import { cloneBranch } from './cloneBranch';
import { findPathProblem } from './findPathProblem';
import { GitCommand, type GitCommandOptions } from './GitCommand';
import { GitObjects, isCommit } from './GitObjects';
import type {
  GitAuthor,
  GitCloneOptions,
  GitCommitOptions,
  GitPushOptions,
  GitRemote,
  GitRevision,
} from './GitRemote';
import { assertPlainTree } from './gitTree';
import { loadSnapshot } from './loadSnapshot';
import { isBelow } from './readGitCredentials';
import type { SnapshotCache } from './SnapshotCache';

/** {@link GitRemote} with the `git` of the machine. */
export class GitClient implements GitRemote {
  readonly #git: GitCommand;
  readonly #objects: GitObjects;
  readonly #signal?: AbortSignal;
  readonly #snapshots: SnapshotCache;
  readonly #zone: LandingZone;

  constructor(
    options: Omit<GitCommandOptions, 'protocol'> & {
      /** Of who has the same credentials. */
      snapshots: SnapshotCache;
      zone: LandingZone;
    },
  ) {
    const { snapshots, zone, ...others } = options;
    const { protocol } = new URL(zone.spec.git.url);
    this.#signal = options.signal;
    this.#snapshots = snapshots;
    this.#zone = zone;
    this.#git = new GitCommand({
      ...others,
      protocol: protocol.replace(/:$/, ''),
    });
    this.#objects = new GitObjects({
      git: this.#git,
      isAllowed: url => this.#isAllowed(url),
    });
  }

  async listRefs(cloneUrl: string) {
    const url = this.#checkUrl(cloneUrl);
    try {
      const { stdout } = await this.#git.run({
        url,
        args: ['ls-remote', '--quiet', '--refs', '--', url],
      });
      const lines = stdout.toString().split('\n').filter(Boolean);
      return new Map(
        lines.map(line => {
          const [commit, ref] = line.split('\t');
          return [ref, commit];
        }),
      );
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }

  async readBranch(options: { url: string; branch: string; under: string }) {
    const { branch, under } = options;
    const url = this.#checkUrl(options.url);
    assertBranch(branch);
    // Each time, also for what is kept: only the server knows who may read it now.
    const refs = await this.listRefs(url);
    const commit = refs?.get(`refs/heads/${branch}`);
    if (!commit) {
      return undefined;
    }
    return this.#snapshots.read({
      key: { url, commit, under },
      signal: this.#signal,
      load: signal =>
        loadSnapshot({ git: this.#git.withSignal(signal), url, branch, under }),
    });
  }

  async clone(options: GitCloneOptions) {
    const url = this.#checkUrl(options.url);
    assertBranch(options.branch);
    const commit = await cloneBranch({ ...options, url, git: this.#git });
    this.#objects.rememberOrigin(options.directory, url);
    return commit;
  }

  async fetch(options: { directory: string; url: string; branch: string }) {
    const { directory, branch } = options;
    const url = this.#checkUrl(options.url);
    assertBranch(branch);
    const tracking = `refs/remotes/origin/${branch}`;
    await this.#git.run({
      directory,
      url,
      args: [
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-recurse-submodules',
        '--',
        url,
        `+refs/heads/${branch}:${tracking}`,
      ],
    });
    return this.commitOf({ directory, revision: tracking });
  }

  async resetTo({ directory, revision }: GitRevision) {
    const commit = await this.commitOf({ directory, revision });
    await assertPlainTree({ git: this.#git, directory, commit });
    const url = await this.#objects.findOrigin(directory);
    await this.#git.run({
      directory,
      url,
      args: ['reset', '--quiet', '--hard', commit, '--'],
    });
    // Twice: a folder with a repository of its own is only removed so.
    await this.#git.run({
      directory,
      args: ['clean', '--quiet', '-f', '-f', '-d', '-x'],
    });
  }

  async initRepository(options: { directory: string; branch: string }) {
    assertBranch(options.branch);
    const directory = resolve(options.directory);
    const existing = await lstat(join(directory, '.git')).catch(
      () => undefined,
    );
    if (existing) {
      throw new InputError('The directory is a git repository already');
    }
    await this.#git.run({
      args: [
        'init',
        '--quiet',
        '--template=',
        '--object-format=sha1',
        `--initial-branch=${options.branch}`,
        '--',
        directory,
      ],
    });
  }

  async commitAll(options: GitCommitOptions) {
    const { directory, message, author, paths = ['.'], date } = options;
    for (const path of paths) {
      const problem = path === '.' ? undefined : findPathProblem(path);
      if (problem) {
        throw new InputError(`The path ${JSON.stringify(path)} ${problem}`);
      }
    }
    const git = this.#git;
    // By force: what `.gitignore` names was generated on purpose.
    await git.run({
      directory,
      args: ['add', '--all', '--force', '--', ...paths],
    });
    const written = await git.run({ directory, args: ['write-tree'] });
    const tree = written.stdout.toString().trim();
    await assertPlainTree({ git, directory, commit: tree });

    const head = await this.#objects.findHead(directory);
    if (head?.tree === tree) {
      return { commit: head.commit, changed: false };
    }
    const { stdout } = await git.run({
      directory,
      args: [
        'commit-tree',
        '-F',
        '-',
        ...(head ? ['-p', head.commit] : []),
        tree,
      ],
      input: `${message.trimEnd()}\n`,
      env: identity(author, date),
    });
    const commit = stdout.toString().trim();
    await git.run({
      directory,
      args: ['update-ref', 'HEAD', commit, head?.commit ?? ''],
    });
    return { commit, changed: true };
  }

  async push(options: GitPushOptions) {
    const { directory, branch, revision = 'HEAD', expectedRemote } = options;
    const url = this.#checkUrl(options.url);
    assertBranch(branch);
    if (typeof expectedRemote === 'string' && !isCommit(expectedRemote)) {
      throw new InputError('The commit that is expected is not one');
    }
    const commit = await this.commitOf({ directory, revision });
    const ref = `refs/heads/${branch}`;
    const lease =
      expectedRemote === undefined
        ? []
        : [`--force-with-lease=${ref}:${expectedRemote ?? ''}`];
    await this.#git.run({
      directory,
      url,
      args: [
        'push',
        '--quiet',
        '--porcelain',
        '--no-verify',
        '--no-signed',
        '--no-follow-tags',
        '--recurse-submodules=no',
        ...lease,
        '--',
        url,
        `${commit}:${ref}`,
      ],
    });
  }

  commitOf(options: GitRevision) {
    return this.#objects.commitOf(options);
  }

  rootCommits(options: GitRevision) {
    return this.#objects.rootCommits(options);
  }

  countCommits(options: GitRevision) {
    return this.#objects.countCommits(options);
  }

  listTreeAt(options: GitRevision) {
    return this.#objects.listTree(options);
  }

  readFilesAt(options: GitRevision & { under: string }) {
    return this.#objects.readFiles(options);
  }

  readFileAt(options: GitRevision & { path: string }) {
    return this.#objects.readFile(options);
  }

  diffNames(options: { directory: string; from: string; to: string }) {
    return this.#objects.diffNames(options);
  }

  /** As git is given it: never with credentials, never another host or protocol. */
  #checkUrl(url: string): string {
    if (!this.#isAllowed(url)) {
      throw new InputError(
        `The landing zone "${this.#zone.metadata.name}" has no such repository`,
      );
    }
    return new URL(url).href;
  }

  /** The platform repository, and those of modules. */
  #isAllowed(url: string): boolean {
    const { git } = this.#zone.spec;
    const { cloneUrl } = platformRepository(this.#zone);
    const { username, password, search, hash } = URL.canParse(url)
      ? new URL(url)
      : new URL('none:?');
    return (
      !(username || password || search || hash) &&
      [`${git.url}/${git.modules}`, cloneUrl].some(base => isBelow(url, base))
    );
  }
}

function identity({ name, email }: GitAuthor, date?: Date) {
  const seconds = date && `@${Math.floor(date.getTime() / 1_000)} +0000`;
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    ...(seconds && { GIT_AUTHOR_DATE: seconds, GIT_COMMITTER_DATE: seconds }),
  };
}
