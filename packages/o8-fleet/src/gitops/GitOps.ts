import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { isEqualJson } from '../apiserver/store/isEqualJson';
import { formatTime, MINUTE_MS } from '../content/time';
import { Guard } from '../life/Guard';
import type { KubeObject, ObjectStore } from '../types';
import { Controllers, releaseProjects } from './controllers';
import { findManaged } from './findManaged';
import { KINDS } from './kinds';
import { isRecord } from './render/parseManifests';
import { Sources } from './repositories';
import { createDestinationResolver } from './resolveDestination';
import { ApplicationController, type Surroundings } from './sync';
import type { Manifest, ResolveDestination, RootSource } from './types';

const TICK_MS = 500;
/** How long nobody asks a remote unless somebody said that something was pushed. */
const INTERVAL_MS = MINUTE_MS;
/** Each pass may ask for something new: roots, their children, and theirs. */
const MAX_PASSES = 20;
// eslint-disable-next-line no-restricted-syntax -- it runs from its sources and is never built
const CHARTS_DIR = path.resolve(__dirname, '../../charts');
const REFRESH = 'argocd.argoproj.io/refresh';

/** Options of {@link GitOps}. */
export interface GitOpsOptions {
  /** What an admin has applied: everything else follows from these. */
  roots: readonly RootSource[];
  stores: ReadonlyMap<string, ObjectStore>;
  /** Where copies of repositories are; all of it can be deleted at any time. */
  cacheDir: string;
  /** By default all clusters of the fleet, by name and by address. */
  resolveDestination?: ResolveDestination;
  now?: () => Date;
  log?: (line: string) => void;
  intervalMs?: number;
  /** Where the stand-ins of charts are; by default those of the fleet. */
  chartsDir?: string;
  /** As `GIT_ALLOW_PROTOCOL` has them. */
  allowProtocols?: string;
}

/**
 * The Argo CD of the fleet, for the Applications that come from git: the roots, and what
 * they declare. Objects that were there before are never touched.
 */
export class GitOps {
  readonly #roots = new Map<string, RootSource>();
  readonly #stores: ReadonlyMap<string, ObjectStore>;
  readonly #resolve: ResolveDestination;
  readonly #sources: Sources;
  readonly #now: () => Date;
  readonly #log: (line: string) => void;
  readonly #guard: Guard;
  readonly #applications = new Map<string, ApplicationController>();
  readonly #controllers = new Map<string, Controllers>();
  /** Of the last pass; of those that are gone only what they left matters. */
  readonly #seen = new Set<string>();
  #areRootsApplied = false;
  #timer?: NodeJS.Timeout;

  constructor(options: GitOpsOptions) {
    const { roots, stores, cacheDir, intervalMs = INTERVAL_MS } = options;
    this.#stores = stores;
    this.#resolve =
      options.resolveDestination ?? createDestinationResolver(stores.keys());
    this.#now = options.now ?? (() => new Date());
    const log =
      options.log ?? (line => process.stderr.write(`o8-fleet: ${line}\n`));
    this.#log = line => log(`gitops: ${line}`);
    this.#guard = new Guard(this.#log);
    this.#sources = new Sources({
      cacheDir,
      chartsDir: options.chartsDir ?? CHARTS_DIR,
      intervalMs,
      now: this.#now,
      allowProtocols: options.allowProtocols,
    });
    for (const root of roots) {
      const { namespace = '', name } = root.application.metadata;
      // Several landing zones may share a platform repository, and with it a root.
      this.#roots.set(`${root.argoCdCluster}/${namespace}/${name}`, root);
    }
  }

  start(): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
    this.#sources
      .collectGarbage(this.#log)
      .catch(error => this.#log(`nothing was packed: ${error}`));
    this.#tick();
  }

  /** Ends the timer and every git that runs. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#sources.stop();
  }

  /** Something was pushed: to this repository, or to any. */
  refresh(repoUrl?: string): void {
    this.#sources.markStale(repoUrl);
  }

  /** What is known of an Application; undefined for those that do not come from git. */
  find(
    argoCdCluster: string,
    { metadata }: KubeObject,
  ): { targets?: readonly Manifest[] } | undefined {
    const place = `${metadata.namespace}/${metadata.name}`;
    const key = keyOf(argoCdCluster, place, metadata.uid);
    if (!this.#seen.has(key)) return undefined;
    return { targets: this.#applications.get(key)?.targets };
  }

  /** One round with all that it has to fetch: for tests, instead of `start`. */
  async reconcileOnce(): Promise<void> {
    this.#sources.check();
    await this.#sources.settle();
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      this.#pass();
      if (!this.#sources.isBusy) return;
      await this.#sources.settle();
    }
  }

  #tick(): void {
    this.#sources.check();
    this.#pass();
  }

  /** Never waits: what git has not answered yet comes with a later one. */
  #pass(): void {
    if (!this.#areRootsApplied) this.#applyRoots();
    this.#seen.clear();
    for (const [cluster, argoCd] of this.#argoCds()) {
      const isKnown = (place: string, uid: string) =>
        this.#roots.has(`${cluster}/${place}`) ||
        this.#applications.has(keyOf(cluster, place, uid));
      for (const place of findManaged(argoCd, isKnown)) {
        const [namespace, application] = place.split('/');
        this.#guard.run(`${cluster}: ${application}`, () =>
          this.#reconcile(argoCd, namespace, application),
        );
      }
      this.#guard.run(`projects of ${cluster}`, () => releaseProjects(argoCd));
    }
    this.#runControllers();
  }

  #argoCds(): [string, ObjectStore][] {
    const clusters = new Set(
      [...this.#roots.values()].map(({ argoCdCluster }) => argoCdCluster),
    );
    return [...clusters].flatMap(cluster => {
      const store = this.#stores.get(cluster);
      return store ? [[cluster, store] as [string, ObjectStore]] : [];
    });
  }

  #applyRoots(): void {
    this.#areRootsApplied = true;
    for (const [key, { argoCdCluster, application }] of this.#roots) {
      this.#guard.run(`the root ${key}`, () => {
        const argoCd = this.#stores.get(argoCdCluster);
        if (!argoCd) throw new TypeError('there is no such cluster');
        const { namespace, name } = application.metadata;
        const found = argoCd.get(KINDS.application, namespace, name);
        if (found) {
          if (!isSameSource(found, application as KubeObject)) {
            this.#roots.delete(key);
            throw new TypeError('it exists already with another source');
          }
          return;
        }
        argoCd.put({
          ...application,
          metadata: {
            ...application.metadata,
            uid: randomUUID(),
            creationTimestamp: formatTime(this.#now()),
          },
        });
      });
    }
  }

  #reconcile(argoCd: ObjectStore, namespace: string, name: string): void {
    const application = argoCd.get(KINDS.application, namespace, name);
    // An Application before it in this pass may have deleted it.
    if (!application) return;
    const place = `${namespace}/${name}`;
    const key = keyOf(argoCd.cluster, place, application.metadata.uid);
    this.#seen.add(key);
    let controller = this.#applications.get(key);
    if (!controller) {
      const isRoot = this.#roots.has(`${argoCd.cluster}/${place}`);
      const around = this.#surroundings(argoCd);
      controller = new ApplicationController({ name, isRoot, around });
      this.#applications.set(key, controller);
    }
    controller.reconcile(this.#withoutRefresh(argoCd, application));
  }

  /** Somebody asks for a fresh look, as the buttons of Argo CD do. */
  #withoutRefresh(argoCd: ObjectStore, application: KubeObject): KubeObject {
    const { metadata, spec } = application;
    if (metadata.annotations?.[REFRESH] === undefined) return application;
    const { [REFRESH]: _, ...annotations } = metadata.annotations;
    for (const url of repositoriesOf(spec)) this.refresh(url);
    return argoCd.put({
      ...application,
      metadata: { ...metadata, annotations },
    });
  }

  #surroundings(argoCd: ObjectStore): Surroundings {
    return {
      argoCd,
      stores: this.#stores,
      sources: this.#sources,
      resolveDestination: this.#resolve,
      now: this.#now,
      log: this.#log,
    };
  }

  /** Applications that are gone may have left something: it goes on to live. */
  #runControllers(): void {
    const managed = new Map<string, KubeObject[]>();
    for (const [key, application] of this.#applications) {
      let count = 0;
      for (const [cluster, objects] of application.managed()) {
        managed.set(cluster, [...(managed.get(cluster) ?? []), ...objects]);
        count += objects.length;
      }
      if (count === 0 && !this.#seen.has(key)) this.#applications.delete(key);
    }
    for (const [cluster, objects] of managed) {
      const store = this.#stores.get(cluster);
      if (!store) continue;
      let controllers = this.#controllers.get(cluster);
      if (!controllers) {
        controllers = new Controllers(store);
        this.#controllers.set(cluster, controllers);
      }
      const known = controllers;
      this.#guard.run(`controllers of ${cluster}`, () =>
        known.advance(objects, this.#now()),
      );
    }
  }
}

function keyOf(cluster: string, place: string, uid: string): string {
  return `${cluster}/${place}/${uid}`;
}

/** The repositories of an Application, as far as its spec can be read. */
function repositoriesOf(spec: unknown): string[] {
  const { source, sources } = isRecord(spec) ? spec : {};
  return [source, ...(Array.isArray(sources) ? sources : [])].flatMap(each =>
    isRecord(each) && typeof each.repoURL === 'string' && each.repoURL !== ''
      ? [each.repoURL]
      : [],
  );
}

function isSameSource(a: KubeObject, b: KubeObject): boolean {
  const sourceOf = ({ spec }: KubeObject) =>
    isRecord(spec) ? spec.source : {};
  return isEqualJson(sourceOf(a), sourceOf(b));
}
