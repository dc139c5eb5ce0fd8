import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import { AssessLoop, assessors } from '../assess';
import { KubernetesConnection, type ConnectionTiming } from '../clusters';
import type { ClusterConfig, O8Config } from '../config';
import { createClusterResolver, FactIngest } from '../facts';
import { ClusterRunner, pause, type RunnerTiming } from '../runner';
import { createConfiguredSources, toSourceStatuses } from '../sourceStatus';
import type {
  FactStore,
  ModuleEntity,
  ModuleStore,
  SourceStore,
} from '../store';

const RESTART_MS = 10_000;
const DAY_MS = 24 * 60 * 60_000;

/** What the read loop needs. */
export interface EngineOptions {
  config: O8Config;
  sources: Source[];
  factStore: FactStore;
  moduleStore: ModuleStore;
  sourceStore: SourceStore;
  /** Told the refs of entities whose state is another one now. */
  onChanged: (entityRefs: string[]) => Promise<void>;
  logger: LoggerService;
  timing?: Partial<RunnerTiming & ConnectionTiming>;
}

/**
 * The read loop: clusters → facts → states. One runner for each cluster, and one loop
 * that judges what they touch.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #assessLoop: AssessLoop;
  readonly #abort = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#assessLoop = new AssessLoop({
      ...options,
      assessors,
      objectives: options.config.objectives,
      listStatuses: () => this.listStatuses(),
    });
  }

  /** Says a first word on each source, and starts to read. */
  async start(): Promise<void> {
    const { config, sources, sourceStore, factStore } = this.#options;
    const { clusters, mapping } = config;
    await sourceStore.reconcile(
      createConfiguredSources(clusters, sources, new Date()),
    );
    // What was judged before a restart may have been judged by other rules.
    await this.reassess();

    const ingest = new FactIngest({
      store: factStore,
      sources,
      resolveCluster: createClusterResolver(clusters),
      ownership: { platformNamespaces: new Set(mapping.platformNamespaces) },
      onTouched: () => this.#assessLoop.wake(),
    });
    const { signal } = this.#abort;
    this.#running = Promise.all([
      this.#assessLoop.run(signal),
      ...clusters
        .filter(({ type }) => type === 'kubernetes')
        .map(cluster => this.#runForEver(cluster, ingest, signal)),
    ]);
  }

  /** Ends everything that start() has started. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  /** How fresh what is known of each cluster is. */
  async listStatuses(): Promise<SourceStatus[]> {
    const { config, sources, sourceStore } = this.#options;
    return toSourceStatuses(
      await sourceStore.list(),
      config.clusters,
      sources,
      new Date(),
    );
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
    await this.#options.moduleStore.touchAll();
    this.#assessLoop.wake();
  }

  /** Forgets what is older than configured. */
  async retain(now: Date): Promise<void> {
    const { config, factStore, moduleStore } = this.#options;
    const { goneRecordsDays, historyDays } = config.retention;
    await factStore.retain({
      goneBefore: new Date(now.getTime() - goneRecordsDays * DAY_MS),
      clusters: config.clusters.map(({ name }) => name),
    });
    await moduleStore.retain({
      historyBefore: new Date(now.getTime() - historyDays * DAY_MS),
    });
  }

  // Nothing is known that ends a runner; if something does, its cluster is not given up.
  async #runForEver(
    cluster: ClusterConfig,
    ingest: FactIngest,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#createRunner(cluster, ingest).run(signal);
      } catch (error) {
        this.#options.logger.error(`Reading ${cluster.name} ended`, {
          error: String(error),
        });
        await pause(RESTART_MS, signal);
      }
    }
  }

  #createRunner(cluster: ClusterConfig, ingest: FactIngest): ClusterRunner {
    const { sources, sourceStore, logger, timing } = this.#options;
    return new ClusterRunner({
      cluster: cluster.name,
      connection: new KubernetesConnection({
        // The schema of the configuration has made sure that there is one.
        url: cluster.url ?? '',
        caFile: cluster.caFile,
        auth: cluster.auth,
        timing,
      }),
      sources,
      ingest,
      sourceStore,
      onSourceChanged: () => this.reassess(),
      logger: logger.child({ cluster: cluster.name }),
      timing,
    });
  }
}
