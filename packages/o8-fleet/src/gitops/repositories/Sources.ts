import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { StandIns } from '../render/charts';
import { renderSources, type FoundSource } from '../render/renderSources';
import type { ApplicationSource, SourcesResult } from '../types';
import { GitClient, type GitClientOptions } from './GitClient';
import { Repository } from './Repository';

/** Sources that nobody asked for any more are forgotten beyond these. */
const MAX_RENDERED = 500;
const MAX_COLLECT_MS = 20_000;

type Failure = Extract<SourcesResult, { ok: false }>;

/** All sources of all Applications: fetched in the background, rendered once a commit. */
export class Sources {
  readonly #git: GitClient;
  readonly #standIns: StandIns;
  readonly #cacheDir: string;
  readonly #intervalMs: number;
  readonly #now: () => Date;
  /** What was asked for since the last check: only this is fetched again. */
  readonly #wanted = new Set<Repository>();
  readonly #repositories = new Map<string, Repository>();
  readonly #rendered = new Map<string, SourcesResult>();
  #isStopped = false;

  constructor(
    options: {
      cacheDir: string;
      /** Where the stand-ins of charts are. */
      chartsDir: string;
      intervalMs: number;
      now: () => Date;
    } & Pick<GitClientOptions, 'allowProtocols' | 'timeoutMs'>,
  ) {
    const { cacheDir, intervalMs, allowProtocols, timeoutMs } = options;
    this.#standIns = new StandIns(options.chartsDir);
    const homeDir = path.join(cacheDir, 'home');
    this.#git = new GitClient({ homeDir, allowProtocols, timeoutMs });
    this.#cacheDir = cacheDir;
    this.#intervalMs = intervalMs;
    this.#now = options.now;
  }

  /** Something was pushed: to this repository, or who knows where. */
  markStale(repoUrl?: string): void {
    for (const [key, repository] of this.#repositories) {
      if (repoUrl === undefined || key === keyOf(repoUrl)) {
        repository.markStale();
      }
    }
  }

  /** Asks the remotes that are due; returns at once. */
  check(): void {
    for (const repository of this.#wanted) this.#check(repository);
    this.#wanted.clear();
  }

  /**
   * What the sources of an Application declare together; undefined while it is not known
   * yet. The same result as before as long as nothing has changed.
   */
  get(
    sources: readonly ApplicationSource[],
    options: { isList: boolean; application: string },
  ): SourcesResult | undefined {
    // All of them, so that they are fetched at the same time.
    const all = sources.map(source => this.#find(source));
    const found: FoundSource[] = [];
    for (const each of all) {
      if (!each) return undefined;
      if ('message' in each) return each;
      found.push(each);
    }
    const revisions = found.map(({ revision }) => revision);
    const key = JSON.stringify([revisions, sources, options]);
    let result = this.#rendered.get(key);
    if (!result) {
      result = renderSources({ found, ...options });
      this.#remember(key, result);
    }
    return result;
  }

  #find(source: ApplicationSource): FoundSource | Failure | undefined {
    const { repoURL, chart } = source;
    if (!repoURL) return { ok: false, message: 'spec.source has no repoURL' };
    return chart === undefined
      ? this.#findFiles(source)
      : this.#findChart(source);
  }

  #findChart(source: ApplicationSource): FoundSource | Failure {
    const { repoURL, chart, targetRevision = '' } = source;
    const standIn = this.#standIns.find(source);
    return standIn
      ? { source, revision: targetRevision, standIn }
      : {
          ok: false,
          message:
            `The demo fleet has no stand-in for the chart ${chart} ${targetRevision} of ` +
            `${repoURL}: packages/o8-fleet/charts/README.md says how to write one`,
        };
  }

  #findFiles(source: ApplicationSource): FoundSource | Failure | undefined {
    const { repoURL, targetRevision } = source;
    const repository = this.#repository(repoURL);
    this.#wanted.add(repository);
    if (!repository.isKnown) return undefined;
    if (repository.error !== undefined) {
      const message = `the repository ${repoURL} cannot be read: ${repository.error}`;
      return { ok: false, message };
    }
    const revision = repository.resolve(targetRevision);
    if (revision === undefined) {
      const wanted = targetRevision || 'HEAD';
      const message = `the repository ${repoURL} has no revision "${wanted}"`;
      return { ok: false, message };
    }
    const tree = repository.tree(revision);
    if (!tree) return undefined;
    if ('error' in tree) {
      const message = `commit ${revision} of ${repoURL} cannot be read: ${tree.error}`;
      return { ok: false, revisions: [revision], message };
    }
    return { source, revision, files: tree.files };
  }

  /** Waits for all that is being fetched and read. */
  async settle(): Promise<void> {
    for (;;) {
      const pending = [...this.#repositories.values()].flatMap(each =>
        each.pending(),
      );
      if (pending.length === 0) return;
      await Promise.all(pending);
    }
  }

  /** Whether something is being fetched or read. */
  get isBusy(): boolean {
    return [...this.#repositories.values()].some(
      each => each.pending().length > 0,
    );
  }

  /** Packs the copies that are there already, one after the other. */
  async collectGarbage(log: (line: string) => void): Promise<void> {
    if (!existsSync(this.#cacheDir)) return;
    const endMs = Date.now() + MAX_COLLECT_MS;
    const names = readdirSync(this.#cacheDir);
    for (const name of names.filter(each => each.endsWith('.git'))) {
      if (this.#isStopped || Date.now() >= endMs) return;
      const gitDir = path.join(this.#cacheDir, name);
      try {
        await this.#git.run(['--git-dir', gitDir, 'gc', '--quiet']);
      } catch (error) {
        if (!this.#isStopped) log(`the copy ${name} was not packed: ${error}`);
      }
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#git.stop();
  }

  #repository(url: string): Repository {
    const key = keyOf(url);
    let repository = this.#repositories.get(key);
    if (!repository) {
      const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
      const gitDir = path.join(this.#cacheDir, `${name}.git`);
      repository = new Repository({ url, git: this.#git, gitDir });
      this.#repositories.set(key, repository);
      this.#check(repository);
    }
    return repository;
  }

  #check(repository: Repository): void {
    repository.check(this.#now().getTime(), this.#intervalMs);
  }

  #remember(key: string, result: SourcesResult): void {
    this.#rendered.set(key, result);
    for (const old of this.#rendered.keys()) {
      if (this.#rendered.size <= MAX_RENDERED) break;
      this.#rendered.delete(old);
    }
  }
}

/** One repository has one copy, with `.git` at its end or without. */
function keyOf(url: string): string {
  return url.replace(/\/+$/, '').replace(/\.git$/, '');
}
