import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import { AssessLoop, assessors, listJudged, Rush } from '../assess';
import { PageTurns } from '../clusters';
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
  type SourceRow,
  type SourceStore,
} from '../store';
import type { EngineTelemetry } from '../telemetry';
import { DEFAULT_TIMING, type EngineTiming } from '../timing';
import { createHolder } from './createHolder';
import { KnownStatuses } from './KnownStatuses';
import { readCluster } from './readCluster';
import { SourceChanges } from './SourceChanges';

const DAY_MS = 24 * 60 * 60_000;
const TICK = 'tick';
const DUE_CHUNK = 200;
/** So many looks before its time a judgement is made again. */
const DUE_LEAD = 2;
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
  /** Told that how true what a cluster says is has changed, after that is kept. */
  onSourcesChanged?: () => void;
  logger: LoggerService;
  /** What this replica is called among all; made up if absent. */
  holder?: string;
  telemetry?: EngineTelemetry;
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
  readonly #rush: Rush;
  readonly #sourceChanges: SourceChanges;
  readonly #pageTurns = new PageTurns();
  readonly #abort = new AbortController();
  #running: Promise<unknown> | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#rush = new Rush({
      maxMs: this.#timing.rushMs,
      onOver: () => this.#assessLoop.wake(),
    });
    const statuses = new KnownStatuses({
      sourceStore: options.sourceStore,
      read: () => this.listStatuses(),
    });
    this.#assessLoop = new AssessLoop({
      ...options,
      assessors,
      objectives: options.config.objectives,
      listStatuses: () => statuses.list(),
      rush: this.#rush,
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
      telemetry: options.telemetry,
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
    const { withKinds = false } = options;
    const rows = await this.#options.sourceStore.list({ withKinds });
    return this.toStatuses(rows, new Date(), options);
  }

  /** What kept sources say at a time. */
  toStatuses(
    rows: SourceRow[],
    now: Date,
    options: { withKinds?: boolean } = {},
  ): SourceStatus[] {
    const { config, sources } = this.#options;
    return toSourceStatuses({
      rows,
      clusters: config.clusters,
      sources,
      now,
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

  /** Judges everything again, whether it has to be or not. */
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
      pageTurns: this.#pageTurns,
      rush: this.#rush,
      onTouched: () => this.#assessLoop.wake(),
      onSourceChanged: async changed => {
        this.#options.onSourcesChanged?.();
        if (changed.some(source => JUDGED.sources.has(source))) {
          this.#sourceChanges.add(name);
        }
      },
      timing: this.#timing,
      signal,
    });
  }

  async #fanOut(scope: Parameters<ModuleStore['fanOut']>[0]): Promise<void> {
    await this.#options.moduleStore.fanOut(scope);
    this.#assessLoop.wake();
  }

  /**
   * Has those judged again that time may have changed, shortly before it does: what is
   * well must not wait for a judge after that. And one shard after the other, all others
   * too, as a last guard against whatever was missed.
   */
  async #tick(signal: AbortSignal): Promise<void> {
    const { dueIntervalMs, reassessMs } = this.#timing;
    let shard = 0;
    let isReassessedMs = performance.now();
    while (!signal.aborted) {
      await pause(dueIntervalMs, signal);
      try {
        await this.#touchDue(signal);
        const pastMs = performance.now() - isReassessedMs;
        if (!signal.aborted && pastMs >= reassessMs / SHARDS) {
          await this.#fanOut({ shard });
          shard = (shard + 1) % SHARDS;
          isReassessedMs = performance.now();
        }
      } catch (error) {
        this.#options.logger.warn('Judging again is late', {
          error: String(error),
        });
      }
    }
  }

  async #touchDue(signal: AbortSignal): Promise<void> {
    const soonMs = Date.now() + DUE_LEAD * this.#timing.dueIntervalMs;
    let touched = DUE_CHUNK;
    while (touched === DUE_CHUNK && !signal.aborted) {
      const soon = new Date(soonMs);
      touched = await this.#options.moduleStore.touchDue(soon, DUE_CHUNK);
      if (touched > 0) {
        this.#assessLoop.wake();
      }
    }
  }
}
