import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ResourceKind, Source } from '@orchestr8/backstage-plugin-o8-node';
import {
  ClusterError,
  type ClusterConnection,
  type ServedKind,
} from '../clusters';
import type { FactIngest } from '../facts';
import type { SourceStore } from '../store';
import { KindReader } from './KindReader';
import type { KindState } from './kindState';
import { Reachability } from './Reachability';
import { SourceBoard } from './SourceBoard';
import { DEFAULT_TIMING, pause, type RunnerTiming } from './timing';

/** What the runner of a cluster needs. */
export interface ClusterRunnerOptions {
  cluster: string;
  connection: ClusterConnection;
  sources: Source[];
  ingest: FactIngest;
  sourceStore: SourceStore;
  /** Told when how true something is has changed: modules have to be judged again. */
  onSourceChanged: () => Promise<void>;
  logger: LoggerService;
  timing?: Partial<RunnerTiming>;
  random?: () => number;
}

interface Reading {
  abort: AbortController;
  kind: ServedKind;
  done: Promise<void>;
}

/** Reads one cluster: is it there, which kinds has it, and each of them for ever. */
export class ClusterRunner {
  readonly #options: ClusterRunnerOptions;
  readonly #timing: RunnerTiming;
  readonly #random: () => number;
  readonly #reachability: Reachability;
  readonly #board: SourceBoard;
  readonly #kinds: ResourceKind[];
  readonly #readings = new Map<string, Reading>();
  #rediscover = new AbortController();

  constructor(options: ClusterRunnerOptions) {
    this.#options = options;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#random = options.random ?? Math.random;
    this.#board = new SourceBoard(options);
    this.#kinds = distinctKinds(options.sources);
    this.#reachability = new Reachability({
      connection: options.connection,
      timing: this.#timing,
      random: this.#random,
      onChange: error => this.#guard(() => this.#board.setConnection(error)),
    });
  }

  /** Reads until aborted; resolves when everything has ended. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#guard(() => this.#board.load());
    await Promise.all([
      this.#reachability.run(signal),
      this.#discoverForEver(signal),
    ]);
    await Promise.all([...this.#readings.values()].map(({ done }) => done));
    await this.#options.connection.close();
  }

  async #discoverForEver(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const open = await this.#reachability.whenOpen(signal);
      let pauseMs = this.#timing.discoveryIntervalMs;
      try {
        const served = await this.#options.connection.discover(this.#kinds, {
          signal: open,
        });
        await this.#follow(served, signal);
        if (served.some(found => found instanceof ClusterError)) {
          pauseMs = Math.min(pauseMs, this.#timing.probeIntervalMs);
        }
      } catch (error) {
        if (open.aborted) {
          continue;
        }
        pauseMs = Math.min(pauseMs, this.#timing.probeIntervalMs);
        await this.#guard(() => this.#reportDiscovery(error));
      }
      this.#rediscover = new AbortController();
      await pause(pauseMs, AbortSignal.any([open, this.#rediscover.signal]));
    }
    for (const { abort } of this.#readings.values()) {
      abort.abort();
    }
  }

  /** Starts and ends readers so that there is one for each served kind. */
  async #follow(
    served: (ServedKind | ClusterError | null)[],
    signal: AbortSignal,
  ): Promise<void> {
    for (const [index, wanted] of this.#kinds.entries()) {
      const key = toKindKey(wanted);
      const found = served[index];
      const reading = this.#readings.get(key);
      if (found instanceof ClusterError) {
        if (!reading) {
          await this.#guard(() => this.#reportFailed(key, found));
        }
        // One that is being read goes on: its reader knows best.
        continue;
      }
      if (reading && isSameKind(reading.kind, found)) {
        continue;
      }
      if (reading) {
        reading.abort.abort();
        await reading.done;
        this.#readings.delete(key);
      }
      if (found) {
        this.#readings.set(key, this.#startReading(key, found, signal));
      } else {
        await this.#guard(() => this.#reportMissing(key));
      }
    }
  }

  #startReading(key: string, kind: ServedKind, signal: AbortSignal): Reading {
    const { cluster, connection, ingest, logger } = this.#options;
    const abort = new AbortController();
    const reader = new KindReader({
      cluster,
      kind,
      connection,
      ingest,
      logger,
      reachability: this.#reachability,
      timing: this.#timing,
      random: this.#random,
      report: state => this.#board.setKind(key, state),
      onVanished: () => this.#rediscover.abort(),
    });
    const done = reader.run(AbortSignal.any([signal, abort.signal]));
    return { abort, kind, done };
  }

  // What was installed once and is no more takes what it said with it.
  async #reportMissing(key: string): Promise<void> {
    const { cluster, ingest } = this.#options;
    await ingest.sweep({ cluster, kindKey: key, seen: new Set() });
    await this.#board.setKind(key, { state: 'unsupported' });
  }

  async #reportDiscovery(error: unknown): Promise<void> {
    if (!(error instanceof ClusterError)) {
      throw error;
    }
    if (error.concernsConnection) {
      this.#reachability.doubt();
      return;
    }
    for (const kind of this.#kinds) {
      if (!this.#readings.has(toKindKey(kind))) {
        await this.#reportFailed(toKindKey(kind), error);
      }
    }
  }

  async #reportFailed(key: string, { message }: ClusterError): Promise<void> {
    const state: KindState = { state: 'failed', message };
    await this.#board.setKind(key, state);
  }

  // The database may be away for a while: the loops must outlive that.
  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { logger, cluster } = this.#options;
      logger.error(`Keeping what ${cluster} says failed`, {
        error: String(error),
      });
    }
  }
}

function distinctKinds(sources: Source[]): ResourceKind[] {
  const kinds = new Map<string, ResourceKind>();
  for (const kind of sources.flatMap(source => source.kinds)) {
    kinds.set(toKindKey(kind), kinds.get(toKindKey(kind)) ?? kind);
  }
  return [...kinds.values()];
}

function toKindKey({ group, kind }: { group: string; kind: string }): string {
  return `${group}/${kind}`;
}

function isSameKind(a: ServedKind, b: ServedKind | null): boolean {
  return a.version === b?.version && a.plural === b.plural;
}
