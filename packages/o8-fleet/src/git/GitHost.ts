import { ConflictError } from '@backstage/errors';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createHandler } from './createHandler';
import { Git, requireGit } from './program';
import {
  commitFiles,
  Repositories,
  type CommitDetails,
  type FirstCommit,
} from './repositories';

// Only this address: git and the catalog are told it by number, never `localhost`.
const ADDRESS = '127.0.0.1';
// Longer than clients keep theirs, so that it is never this side that closes first.
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** Where and how a git host listens. */
export interface GitHostOptions {
  /** The data folder of the fleet: the repositories are in its `git`. */
  dataDir: string;
  /** 0 takes a free one. */
  port: number;
  /** What a push needs. */
  token: string;
  /** Gets one line for each mistake of ours. */
  log?: (line: string) => void;
}

/** Hears the path of a repository, such as `modules/billing`, after a push changed it. */
export type PushListener = (repositoryPath: string) => void;

/** A small git host on the loopback address: clone, push, and pages to look at. */
export class GitHost {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly #git: Git;
  readonly #repositories: Repositories;
  readonly #server: http.Server;
  readonly #listeners: Set<PushListener>;
  #collecting: Promise<void> = Promise.resolve();
  #isClosing = false;

  private constructor(options: {
    port: number;
    token: string;
    git: Git;
    repositories: Repositories;
    server: http.Server;
    listeners: Set<PushListener>;
  }) {
    this.port = options.port;
    this.url = toUrl(options.port);
    this.token = options.token;
    this.#git = options.git;
    this.#repositories = options.repositories;
    this.#server = options.server;
    this.#listeners = options.listeners;
  }

  static async listen(options: GitHostOptions): Promise<GitHost> {
    const { dataDir, token, log = () => {} } = options;
    const git = new Git();
    await requireGit(git);
    const folder = path.join(dataDir, 'git');
    const repositories = await Repositories.open(folder, git);
    const listeners = new Set<PushListener>();
    const onPush = createNotifier(listeners, log);
    const server = http.createServer();
    server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
    // Clients of an earlier fleet call before all is ready: they wait.
    let answer: (handler: RequestListener) => void = () => {};
    const handler = new Promise<RequestListener>(resolve => {
      answer = resolve;
    });
    server.on('request', async (req, res) => (await handler)(req, res));
    const port = await listenOn(server, options.port);
    try {
      await repositories.recover();
    } catch (error) {
      server.close();
      throw error;
    }
    answer(
      createHandler({
        git,
        repositories,
        url: toUrl(port),
        token,
        onPush,
        log,
      }),
    );
    const host = new GitHost({
      port,
      token,
      git,
      repositories,
      server,
      listeners,
    });
    // Nobody waits for it: git keeps readers and pushes apart from what it packs.
    host.#collecting = host.#collectGarbage(log);
    return host;
  }

  async #collectGarbage(log: (line: string) => void): Promise<void> {
    try {
      await this.#repositories.collectGarbage(line => {
        if (!this.#isClosing) log(line);
      });
    } catch (error) {
      if (!this.#isClosing) log(`git: nothing was packed: ${error}`);
    }
  }

  /** How many programs work for clients right now. */
  get runningGits(): number {
    return this.#git.running;
  }

  /** Answers a function that ends it. */
  onPush(listener: PushListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether a repository is there and something was pushed to it. */
  async hasCommits(repositoryPath: string): Promise<boolean> {
    const repository = await this.#repositories.find(repositoryPath);
    return Boolean(await repository?.fingerprint());
  }

  /** A commit by its id, or the newest of a branch; undefined where there is none. */
  async findCommit(
    repositoryPath: string,
    revision: string,
  ): Promise<CommitDetails | undefined> {
    const repository = await this.#repositories.find(repositoryPath);
    return repository?.findCommit(revision);
  }

  /** Makes a repository with a first commit, or fills an empty one. */
  async createRepository(
    repositoryPath: string,
    commit: Omit<FirstCommit, 'date'> & { date?: Date },
  ): Promise<void> {
    const { branch, date = new Date() } = commit;
    if (await this.hasCommits(repositoryPath)) {
      throw new ConflictError(`${repositoryPath} is not empty`);
    }
    const repository = await this.#repositories.findOrCreate(
      repositoryPath,
      branch,
    );
    await repository.setMainBranch(branch);
    await commitFiles(this.#git, repository.folder, { ...commit, date });
  }

  /** Ends all connections and every git that works for them. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#listeners.clear();
    const over = new Promise<void>((resolve, reject) => {
      this.#server.close(error => (error ? reject(error) : resolve()));
    });
    this.#server.closeAllConnections();
    await this.#git.close();
    await this.#collecting;
    await over;
  }
}

function toUrl(port: number): string {
  return `http://${ADDRESS}:${port}`;
}

function listenOn(server: http.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: ADDRESS }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** One listener that fails keeps no other from hearing it. */
function createNotifier(
  listeners: ReadonlySet<PushListener>,
  log: (line: string) => void,
): PushListener {
  return repositoryPath => {
    for (const listener of listeners) {
      try {
        listener(repositoryPath);
      } catch (error) {
        log(`git: what listens to pushes failed: ${error}`);
      }
    }
  };
}
