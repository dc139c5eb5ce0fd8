import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import { AssessLoop, assessors, listJudged } from '../assess';
import type { O8Config } from '../config';
import { createClusterResolver } from '../facts';
import { LeaseKeeper, withLimit, type Lease, type LeaseStore } from '../leases';
import { pause } from '../runner';
import { createConfiguredSources, toSourceStatuses } from '../sourceStatus';
import {
  SHARDS,
  type FactReader,
  type FactStore,
  type ModuleEntity,
  type ModuleStore,
  type SourceStore,
} from '../store';
import { DEFAULT_TIMING, type EngineTiming } from '../timing';
import { createHolder } from './createHolder';
import { readCluster } from './readCluster';
import { SourceChanges } from './SourceChanges';

const DAY_MS = 24 * 60 * 60_000;
const TICK = 'tick';
const JUDGED = listJudged(assessors);

/** What the read loop needs. */
export interface EngineOptions {
  config: O8Config;
  sources: Source[];
  factReader: FactReader;
  factStore: FactStore;
  leaseStore: LeaseStore;
  moduleStore: ModuleStore;
  sourceStore: SourceStore;
  /** Told the refs of entities whose state is another one now. */
  onChanged: (entityRefs: string[]) => Promise<void>;
  logger: LoggerService;
  /** What this replica is called among all; made up if absent. */
  holder?: string;
  timing?: Partial<EngineTiming>;
}

/**
 * The read loop: clusters → facts → states. Replicas share it by leases: one of them
 * reads a cluster, one judges a shard of the modules, one says that time has passed.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #timing: EngineTiming;
  readonly #assessLoop: AssessLoop;
  readonly #keeper: LeaseKeeper;
  readonly #sourceChanges: SourceChanges;
  readonly #abort = new AbortController();
  #running: Promise<unknown> | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#assessLoop = new AssessLoop({
      ...options,
      assessors,
      objectives: options.config.objectives,
      listStatuses: () => this.listStatuses(),
      timing: this.#timing,
    });
    this.#sourceChanges = new SourceChanges({
      listStatuses: async () =>
        (await this.listStatuses()).filter(({ source }) =>
          JUDGED.sources.has(source),
        ),
      fanOut: scope => this.#fanOut(scope),
      timing: this.#timing,
      logger: options.logger,
    });
    this.#keeper = new LeaseKeeper({
      store: options.leaseStore,
      holder: options.holder ?? createHolder(),
      // In this order they are taken: whoever reads clusters writes so much that taking
      // anything else would wait behind it.
      names: [
        ...Array.from({ length: SHARDS }, (_, shard) => `assess/${shard}`),
        TICK,
        ...this.#connectable().map(({ name }) => `cluster/${name}`),
      ],
      work: (lease, signal) => this.#work(lease, signal),
      timing: this.#timing,
      logger: options.logger,
    });
  }

  /** Says a first word on each source, and starts to read. */
  async start(): Promise<void> {
    await this.#reconcileSources(new Date());
    // What was judged before a restart may have been judged by other rules.
    await this.reassess();
    const { signal } = this.#abort;
    this.#running = Promise.all([
      this.#assessLoop.run(signal),
      this.#sourceChanges.run(signal),
    ]);
    this.#keeper.start();
  }

  /** Ends everything that start() has started, and lets others go on with it. */
  async stop(): Promise<void> {
    if (this.#running) {
      await this.#keeper.stop();
    }
    this.#abort.abort();
    if (this.#running) {
      await this.#waitFor(this.#running);
    }
  }

  // The database may hang, and nothing but the end of the process ends that.
  async #waitFor(running: Promise<unknown>): Promise<void> {
    try {
      await withLimit(running, { limitMs: this.#timing.leaseRenewMs });
    } catch (error) {
      this.#options.logger.warn('Judging did not end', {
        error: String(error),
      });
    }
  }

  async #reconcileSources(now: Date): Promise<void> {
    const { config, sources, sourceStore } = this.#options;
    await sourceStore.reconcile(
      createConfiguredSources(config.clusters, sources, now),
    );
  }

  /** How fresh what is known of each cluster is, and of each kind if that is asked. */
  async listStatuses(
    options: { withKinds?: boolean } = {},
  ): Promise<SourceStatus[]> {
    const { config, sources, sourceStore } = this.#options;
    return toSourceStatuses({
      rows: await sourceStore.list(),
      clusters: config.clusters,
      sources,
      now: new Date(),
      freshPromiseMs: this.#timing.freshPromiseMs,
      withKinds: options.withKinds,
    });
  }

  /** Takes over the modules of the catalog. */
  async setModules(entities: ModuleEntity[]): Promise<void> {
    const { changed } = await this.#options.moduleStore.reconcile(entities);
    if (changed) {
      this.#assessLoop.wake();
    }
  }

  /** Judges everything again: time passes, and what was young enough grows old. */
  async reassess(): Promise<void> {
    await this.#fanOut('all');
  }

  /** Forgets what is older than configured. */
  async retain(now: Date): Promise<void> {
    const { config, factStore, leaseStore, moduleStore } = this.#options;
    const { goneRecordsDays, historyDays } = config.retention;
    // What a replica read at the start of this one, and nobody does any more.
    await this.#reconcileSources(now);
    await factStore.retain({
      goneBefore: new Date(now.getTime() - goneRecordsDays * DAY_MS),
      clusters: config.clusters.map(({ name }) => name),
    });
    await moduleStore.retain({
      historyBefore: new Date(now.getTime() - historyDays * DAY_MS),
    });
    await leaseStore.retain({ endedForMs: DAY_MS });
  }

  #connectable() {
    const { clusters } = this.#options.config;
    return clusters.filter(({ type }) => type !== 'unsupported');
  }

  async #work(lease: Lease, signal: AbortSignal): Promise<void> {
    const [leaseClass, rest] = lease.name.split('/');
    switch (leaseClass) {
      case 'cluster':
        return this.#readCluster(rest, lease, signal);
      case 'assess':
        return this.#assessLoop.judgeShard(Number(rest), lease, signal);
      default:
        return this.#tick(signal);
    }
  }

  async #readCluster(
    name: string,
    lease: Lease,
    signal: AbortSignal,
  ): Promise<void> {
    const { config } = this.#options;
    await readCluster({
      ...this.#options,
      cluster: this.#connectable().find(cluster => cluster.name === name)!,
      fence: lease,
      resolveCluster: createClusterResolver(config.clusters),
      onTouched: () => this.#assessLoop.wake(),
      onSourceChanged: async changed => {
        if (changed.some(source => JUDGED.sources.has(source))) {
          this.#sourceChanges.add(name);
        }
      },
      timing: this.#timing,
      signal,
    });
  }

  async #fanOut(scope: { cluster: string } | 'all'): Promise<void> {
    await this.#options.moduleStore.fanOut(scope);
    this.#assessLoop.wake();
  }

  async #tick(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(this.#timing.reassessMs, signal);
      try {
        if (!signal.aborted) {
          await this.reassess();
        }
      } catch (error) {
        this.#options.logger.warn('Judging again is late', {
          error: String(error),
        });
      }
    }
  }
}
