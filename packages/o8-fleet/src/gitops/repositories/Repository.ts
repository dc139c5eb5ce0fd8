import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { GitClient } from './GitClient';
import { readTree } from './readTree';
import type { RepositoryFiles } from './RepositoryFiles';

const COMMIT = /^[0-9a-f]{40}$/;
/** Of one repository only a few revisions are deployed at a time. */
const MAX_TREES = 8;

/** The files of a commit, or why they cannot be read. */
export type Tree = { files: RepositoryFiles } | { error: string };

/** A remote repository with its bare copy: knows its refs and reads its commits. */
export class Repository {
  readonly url: string;
  readonly #git: GitClient;
  readonly #gitDir: string;
  readonly #blobs = new Map<string, string>();
  readonly #trees = new Map<string, Tree>();
  readonly #reading = new Map<string, Promise<void>>();
  #refs = new Map<string, string>();
  #listing?: string;
  #error?: string;
  #checkedMs?: number;
  #isStale = true;
  #checking?: Promise<void>;

  constructor(options: { url: string; git: GitClient; gitDir: string }) {
    this.url = options.url;
    this.#git = options.git;
    this.#gitDir = options.gitDir;
  }

  /** Why the remote could not be read last; undefined while all is well. */
  get error(): string | undefined {
    return this.#error;
  }

  /** Whether it was asked at all. */
  get isKnown(): boolean {
    return this.#checkedMs !== undefined;
  }

  /** Somebody pushed: what is known may be old. */
  markStale(): void {
    this.#isStale = true;
  }

  /** Asks the remote if something was pushed, or it was not asked for long. */
  check(nowMs: number, intervalMs: number): Promise<void> | undefined {
    const isDue =
      this.#isStale ||
      this.#checkedMs === undefined ||
      nowMs - this.#checkedMs >= intervalMs;
    if (this.#checking || !isDue) return this.#checking;
    // Before the work: a push meanwhile makes it stale again.
    this.#isStale = false;
    this.#checking = this.#update()
      .then(
        () => {
          this.#error = undefined;
        },
        error => {
          this.#error = error instanceof Error ? error.message : `${error}`;
        },
      )
      .finally(() => {
        this.#checkedMs = nowMs;
        this.#checking = undefined;
      });
    return this.#checking;
  }

  /** The commit of a branch, a tag or a commit; undefined if there is none. */
  resolve(revision: string | undefined): string | undefined {
    const name = revision || 'HEAD';
    if (COMMIT.test(name)) return name;
    return (
      this.#refs.get(name === 'HEAD' ? 'HEAD' : `refs/heads/${name}`) ??
      this.#refs.get(`refs/tags/${name}^{}`) ??
      this.#refs.get(`refs/tags/${name}`) ??
      (name.startsWith('refs/') ? this.#refs.get(name) : undefined)
    );
  }

  /** The files of a commit; undefined while they are being read. */
  tree(commit: string): Tree | undefined {
    const known = this.#trees.get(commit);
    if (known) {
      // Behind the others, so that what is read most is forgotten last.
      this.#trees.delete(commit);
      this.#trees.set(commit, known);
    } else if (!this.#reading.has(commit)) {
      const reading = this.#read(commit);
      this.#reading.set(commit, reading);
    }
    return known;
  }

  /** What it is doing now. */
  pending(): Promise<void>[] {
    const checking = this.#checking ? [this.#checking] : [];
    return [...checking, ...this.#reading.values()];
  }

  async #read(commit: string): Promise<void> {
    const tree = await readTree({
      git: this.#git,
      gitDir: this.#gitDir,
      commit,
      blobs: this.#blobs,
    }).then(
      files => ({ files }),
      error => ({ error: error instanceof Error ? error.message : `${error}` }),
    );
    this.#trees.set(commit, tree);
    this.#reading.delete(commit);
    for (const old of this.#trees.keys()) {
      if (this.#trees.size <= MAX_TREES) break;
      this.#trees.delete(old);
    }
  }

  async #update(): Promise<void> {
    const output = await this.#git.run(['ls-remote', '--', this.url]);
    const listing = output.toString('utf8');
    if (listing === this.#listing) return;
    if (listing.trim() !== '') await this.#fetch();
    // Only now: refs that are told of have their commits here.
    this.#refs = parseRefs(listing);
    this.#listing = listing;
    for (const [commit, tree] of this.#trees) {
      // A commit that was not there yet may have come.
      if ('error' in tree) this.#trees.delete(commit);
    }
  }

  async #fetch(): Promise<void> {
    if (!existsSync(this.#gitDir)) await this.#init();
    try {
      await this.#fetchAll();
    } catch (error) {
      // An interrupted write may have left a copy that cannot be used: it is only a copy.
      if (await this.#isSound()) throw error;
      await rm(this.#gitDir, { recursive: true, force: true });
      await this.#init();
      await this.#fetchAll();
    }
  }

  async #init(): Promise<void> {
    await this.#git.run(['init', '--quiet', '--bare', '--', this.#gitDir]);
  }

  async #fetchAll(): Promise<void> {
    await this.#git.run([
      '--git-dir',
      this.#gitDir,
      'fetch',
      '--quiet',
      '--force',
      '--prune',
      '--no-tags',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
      '--',
      this.url,
      '+refs/heads/*:refs/heads/*',
      '+refs/tags/*:refs/tags/*',
    ]);
  }

  #isSound(): Promise<boolean> {
    const fsck = ['fsck', '--connectivity-only', '--no-progress'];
    return this.#git.run(['--git-dir', this.#gitDir, ...fsck]).then(
      () => true,
      () => false,
    );
  }
}

function parseRefs(listing: string): Map<string, string> {
  const lines = listing.split('\n').filter(Boolean);
  return new Map(
    lines.map(line => {
      const [commit, name] = line.split('\t');
      return [name, commit] as const;
    }),
  );
}
