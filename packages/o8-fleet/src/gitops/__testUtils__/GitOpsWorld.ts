import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClusterStore } from '../../apiserver';
import { createWorld } from '../../content';
import type { KubeObject } from '../../types';
import { GitOps, type GitOpsOptions } from '../GitOps';
import type { Status } from '../sync/buildStatus';
import { GitServer } from './GitServer';
import { createRoot } from './manifests';

const START = new Date('2026-11-22T10:20:30Z');
const APPLICATION = { group: 'argoproj.io', kind: 'Application' };

/** The demo's clusters with a GitOps whose time stands until a test moves it. */
export class GitOpsWorld {
  readonly server: GitServer;
  readonly lines: string[] = [];
  readonly #dir = mkdtempSync(path.join(tmpdir(), 'o8-gitops-'));
  #stores = createStores();
  #gitOps?: GitOps;
  #nowMs = START.getTime();
  #options: Partial<GitOpsOptions> = {};

  private constructor(server: GitServer) {
    this.server = server;
  }

  static async create(): Promise<GitOpsWorld> {
    return new GitOpsWorld(await GitServer.start());
  }

  /** Starts an engine; the one before is stopped, and the clusters are as at first. */
  restart(options: Partial<GitOpsOptions>): void {
    this.#gitOps?.stop();
    this.#stores = createStores();
    this.#options = options;
    this.#start();
  }

  /** A new engine for the clusters as they are. */
  restartEngine(): void {
    this.#gitOps?.stop();
    this.#start();
  }

  rootOf(url: string, name?: string) {
    return { argoCdCluster: 'hub', application: createRoot(url, name) };
  }

  /** So many ticks of half a second; pushes before are told of. */
  async ticks(count: number): Promise<void> {
    this.#gitOps?.refresh();
    for (let tick = 0; tick < count; tick += 1) {
      this.#nowMs += 500;
      await this.#gitOps?.reconcileOnce();
    }
  }

  /** Moves the time without a tick. */
  wait(ms: number): void {
    this.#nowMs += ms;
  }

  get now(): Date {
    return new Date(this.#nowMs);
  }

  get gitOps(): GitOps {
    if (!this.#gitOps) throw new TypeError('not started');
    return this.#gitOps;
  }

  store(cluster: string): ClusterStore {
    const store = this.#stores.get(cluster);
    if (!store) throw new TypeError(`no cluster ${cluster}`);
    return store;
  }

  get(cluster: string, kind: string, path_: string): KubeObject | undefined {
    const [name, namespace] = path_.split('/').reverse();
    const store = this.store(cluster);
    const [definition] = store.definitions().filter(each => each.kind === kind);
    return store.get(definition, namespace, name);
  }

  names(cluster: string, kind: string, namespace?: string): string[] {
    const store = this.store(cluster);
    const [definition] = store.definitions().filter(each => each.kind === kind);
    return store
      .list(definition)
      .filter(({ metadata }) => metadata.namespace === namespace)
      .map(({ metadata }) => metadata.name);
  }

  application(name: string): KubeObject | undefined {
    return this.store('hub').get(APPLICATION, 'argocd', name);
  }

  status(name: string): Status {
    const application = this.application(name);
    if (!application) throw new TypeError(`no Application ${name}`);
    return (application.status ?? {}) as Status;
  }

  /** `Synced Healthy`, and what is said beside. */
  summary(name: string): string {
    const { sync, health, conditions = [] } = this.status(name);
    const said = conditions.map(({ type, message }) => `${type}: ${message}`);
    return [`${sync?.status} ${health?.status}`, ...said].join('; ');
  }

  async close(): Promise<void> {
    this.#gitOps?.stop();
    await this.server.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  #start(): void {
    this.#gitOps = new GitOps({
      roots: [],
      stores: this.#stores,
      cacheDir: path.join(this.#dir, 'cache'),
      now: () => this.now,
      log: line => this.lines.push(line),
      ...this.#options,
    });
  }
}

// Objects are never changed in place, so all tests share them.
const CONTENTS = createWorld({
  seed: 7,
  modules: 2,
  clusters: 3,
  now: START,
}).clusters.map(content => ({ ...content, objects: [...content.objects] }));

function createStores(): Map<string, ClusterStore> {
  return new Map(
    CONTENTS.map(content => [
      content.name,
      new ClusterStore({ content, maxLogEvents: 5_000 }),
    ]),
  );
}
