/**
 * A text file of a repository. `path` is relative to it, with `/`.
 *
 * @public
 */
export interface GitFile {
  path: string;
  content: string;
  /** `100644` where it is not given. */
  mode?: '100644' | '100755';
}

/**
 * A folder of a repository at one commit.
 *
 * @public
 */
export interface GitSnapshot {
  commit: string;
  /** Sorted by path. */
  files: GitFile[];
}

/**
 * A file of a tree, without its content. `id` is that of its blob.
 *
 * @public
 */
export interface GitTreeEntry {
  path: string;
  mode: string;
  id: string;
}

/**
 * Who a commit says has written it.
 *
 * @public
 */
export interface GitAuthor {
  name: string;
  email: string;
}

/** What a clone needs. @public */
export interface GitCloneOptions {
  /** The platform repository, or that of a module; anything else is refused. */
  url: string;
  /** It must not exist, or be empty. */
  directory: string;
  branch: string;
  /** How many commits to fetch; all where it is not given. */
  depth?: number;
  /**
   * Without the content of files until it is read, one by one, where the server can do
   * that: for histories of which few files matter.
   */
  blobless?: boolean;
  /** `false`: nothing is written beside `.git`. */
  checkout?: boolean;
}

/** A revision of a repository on the disk: `HEAD`, a commit or a full ref. @public */
export interface GitRevision {
  directory: string;
  revision: string;
}

/** What a commit needs. @public */
export interface GitCommitOptions {
  directory: string;
  message: string;
  author: GitAuthor;
  /** What of the directory goes into it, also what was removed; all by default. */
  paths?: string[];
  /** The same content, parent, message, author and date are the same commit. */
  date?: Date;
}

/** What a push needs. @public */
export interface GitPushOptions {
  directory: string;
  /** The platform repository, or that of a module; anything else is refused. */
  url: string;
  /** The branch of the remote. */
  branch: string;
  /** What is pushed; `HEAD` by default. */
  revision?: string;
  /**
   * Not given: the branch may only move forward. A commit: the branch is replaced if it
   * is still there. `null`: the branch must not exist.
   */
  expectedRemote?: string | null;
}

/**
 * Git as one landing zone may use it. No method runs hooks, asks anybody, reads the
 * user's configuration or leaves the landing zone's repositories.
 *
 * A server that does not answer is a ServiceUnavailableError, one that refuses is a
 * NotAllowedError, a repository or branch that is not there is a NotFoundError.
 *
 * @public
 */
export interface GitRemote {
  /**
   * Commits by ref (`refs/heads/main`). Undefined: there is no such repository; empty:
   * nothing was ever pushed to it.
   */
  listRefs(url: string): Promise<Map<string, string> | undefined>;
  /**
   * All text files below a folder at the newest commit of a branch, with the checks of
   * `clone`; undefined where there is no such repository or branch. The server is asked
   * for the commit each time, and for its files once.
   */
  readBranch(options: {
    url: string;
    branch: string;
    under: string;
  }): Promise<GitSnapshot | undefined>;
  /**
   * Clones one branch and returns its commit. A symlink or submodule anywhere in it is an
   * InputError, before anything is checked out.
   */
  clone(options: GitCloneOptions): Promise<string>;
  /**
   * Fetches a branch into a clone and returns its commit; the files stay as they are.
   */
  fetch(options: {
    directory: string;
    url: string;
    branch: string;
  }): Promise<string>;
  /** Makes the files those of a commit, with the checks of `clone`. */
  resetTo(options: GitRevision): Promise<void>;
  /** A new repository in a directory that may hold files already. */
  initRepository(options: { directory: string; branch: string }): Promise<void>;
  /**
   * Commits and returns the commit. `changed: false`: there was nothing to commit, and
   * it is the one that was there.
   */
  commitAll(
    options: GitCommitOptions,
  ): Promise<{ commit: string; changed: boolean }>;
  /** Pushes one branch; a ConflictError where somebody else was faster. */
  push(options: GitPushOptions): Promise<void>;
  /** The commits without parents; needs a clone without `depth`. */
  rootCommits(options: GitRevision): Promise<string[]>;
  /** How many commits lead to a revision, and it; needs a clone without `depth`. */
  countCommits(options: GitRevision): Promise<number>;
  /** All files of a revision; their content is not needed. */
  listTreeAt(options: GitRevision): Promise<GitTreeEntry[]>;
  /** The commit that a revision is. */
  commitOf(options: GitRevision): Promise<string>;
  /** A text file as it was committed; undefined where there is none. */
  readFileAt(
    options: GitRevision & { path: string },
  ): Promise<string | undefined>;
  /** All text files below a folder as they were committed, sorted by path. */
  readFilesAt(options: GitRevision & { under: string }): Promise<GitFile[]>;
  /** The paths that differ between two revisions, sorted. */
  diffNames(options: {
    directory: string;
    from: string;
    to: string;
  }): Promise<string[]>;
}
