import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ResourceKind, Source } from '@orchestr8/backstage-plugin-o8-node';
import type { Rush } from '../assess';
import {
  ClusterError,
  type ClusterConnection,
  type ServedKind,
} from '../clusters';
import type { FactIngest } from '../facts';
import { LeaseLostError, type Lease } from '../leases';
import type { SourceStore } from '../store';
import { noTelemetry, type EngineTelemetry } from '../telemetry';
import { DEFAULT_TIMING, type RunnerTiming } from '../timing';
import { explainRefusal } from './explainRefusal';
import { KindReader } from './KindReader';
import { mergeKinds, toKindKey } from './mergeKinds';
import { Reachability } from './Reachability';
import { SourceBoard } from './SourceBoard';
import { pause } from './timing';

/** What the runner of a cluster needs. */
export interface ClusterRunnerOptions {
  cluster: string;
  connection: ClusterConnection;
  sources: Source[];
  /** With the same fence as this, if there is one. */
  ingest: FactIngest;
  sourceStore: SourceStore;
  /** Told the ids of sources when how true they are has changed. */
  onSourceChanged: (sources: string[]) => Promise<void>;
  /** The right to read the cluster; without one, nobody else does. */
  fence?: Lease;
  /** Told while full lists are read. */
  rush?: Pick<Rush, 'begin'>;
  logger: LoggerService;
  telemetry?: EngineTelemetry;
  timing?: Partial<RunnerTiming>;
  random?: () => number;
}

interface Reading {
  abort: AbortController;
  kind: ServedKind;
  /** It was not there at the last look. */
  isMissed: boolean;
  done: Promise<void>;
}

/** Reads one cluster: is it there, which kinds has it, and each of them for ever. */
export class ClusterRunner {
  readonly #options: ClusterRunnerOptions;
  readonly #timing: RunnerTiming;
  readonly #random: () => number;
  readonly #telemetry: EngineTelemetry;
  readonly #reachability: Reachability;
  readonly #board: SourceBoard;
  readonly #kinds: ResourceKind[];
  readonly #readings = new Map<string, Reading>();
  readonly #lost = new AbortController();
  #rediscover = new AbortController();

  constructor(options: ClusterRunnerOptions) {
    this.#options = options;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#random = options.random ?? Math.random;
    this.#telemetry = options.telemetry ?? noTelemetry;
    this.#board = new SourceBoard(options);
    this.#kinds = mergeKinds(options.sources);
    this.#reachability = new Reachability({
      connection: options.connection,
      timing: this.#timing,
      random: this.#random,
      onChange: async ({ error, probe }) => {
        if (error) {
          this.#telemetry.clusterFailed(options.cluster, error);
        }
        const takenAt = probe?.takenAt;
        await this.#guard(() => this.#board.setConnection({ error, takenAt }));
      },
    });
  }

  /**
   * Reads until aborted; resolves when everything has ended.
   *
   * @throws LeaseLostError when somebody else reads the cluster by now
   */
  async run(signal: AbortSignal): Promise<void> {
    const untilLost = AbortSignal.any([signal, this.#lost.signal]);
    try {
      await this.#guard(() => this.#board.load());
      await Promise.all([
        this.#reachability.run(untilLost),
        this.#discoverForEver(untilLost),
      ]);
      await Promise.all([...this.#readings.values()].map(({ done }) => done));
    } finally {
      this.#options.ingest.close();
      await this.#options.connection.close();
    }
    if (this.#lost.signal.aborted) {
      throw this.#lost.signal.reason;
    }
  }

  async #discoverForEver(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const open = await this.#reachability.whenReachable(signal);
      // From here on: what vanishes during a look may not be in it.
      this.#rediscover = new AbortController();
      let isSettled = false;
      try {
        const served = await this.#options.connection.discover(this.#kinds, {
          signal: open,
        });
        isSettled = await this.#follow(served, signal);
      } catch (error) {
        if (open.aborted) {
          continue;
        }
        await this.#guard(() => this.#reportDiscovery(error));
      }
      await this.#pauseDiscovery(isSettled, open);
    }
    for (const { abort } of this.#readings.values()) {
      abort.abort();
    }
  }

  async #pauseDiscovery(isSettled: boolean, open: AbortSignal): Promise<void> {
    const { discoveryIntervalMs, minBackoffMs, probeIntervalMs } = this.#timing;
    const longestMs = isSettled ? minBackoffMs : probeIntervalMs;
    const jitterMs = (longestMs / 2) * this.#random();
    // At least so long, however many readers miss their kinds.
    await pause(longestMs / 2 + jitterMs, open);
    if (isSettled) {
      await pause(
        discoveryIntervalMs,
        AbortSignal.any([open, this.#rediscover.signal]),
      );
    }
  }

  /**
   * Starts and ends readers so that there is one for each served kind; whether that is
   * how it stays until the next look.
   */
  async #follow(
    served: (ServedKind | ClusterError | null)[],
    signal: AbortSignal,
  ): Promise<boolean> {
    let isSettled = true;
    for (const [index, wanted] of this.#kinds.entries()) {
      const found = served[index];
      isSettled = (await this.#followKind(wanted, found, signal)) && isSettled;
    }
    return isSettled;
  }

  async #followKind(
    wanted: ResourceKind,
    found: ServedKind | ClusterError | null,
    signal: AbortSignal,
  ): Promise<boolean> {
    const key = toKindKey(wanted);
    const reading = this.#readings.get(key);
    if (found instanceof ClusterError) {
      if (!reading) {
        await this.#guard(() => this.#reportFailed(wanted, found));
      }
      // One that is being read goes on: its reader knows best.
      return false;
    }
    const { metadataOnly } = wanted;
    const kind = found && { ...found, ...(metadataOnly && { metadataOnly }) };
    if (reading && !kind && !reading.isMissed) {
      // A server that has just started may not know all of its kinds yet, and what is
      // forgotten by mistake would have to be read again: it is looked for once more.
      reading.isMissed = true;
      return false;
    }
    if (reading && isSameKind(reading.kind, kind)) {
      reading.isMissed = false;
      return true;
    }
    if (reading) {
      reading.abort.abort();
      await reading.done;
      this.#readings.delete(key);
    }
    if (kind) {
      this.#readings.set(key, this.#startReading(key, kind, signal));
      return true;
    }
    return this.#guard(() => this.#reportMissing(key));
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
      telemetry: this.#telemetry,
      rush: this.#options.rush,
      reachability: this.#reachability,
      timing: this.#timing,
      random: this.#random,
      report: state => this.#board.setKind(key, state),
      onVanished: () => this.#rediscover.abort(),
    });
    const done = reader
      .run(AbortSignal.any([signal, abort.signal]))
      // Whatever it throws, the runner ends with it: nobody would read the kind.
      .catch(error => this.#lost.abort(error));
    return { abort, kind, isMissed: false, done };
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
        await this.#reportFailed(kind, error);
      }
    }
  }

  async #reportFailed(kind: ResourceKind, error: ClusterError): Promise<void> {
    await this.#board.setKind(toKindKey(kind), {
      state: 'failed',
      message: explainRefusal(kind, error),
    });
  }

  // The database may be away for a while: the loops must outlive that.
  async #guard(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof LeaseLostError) {
        this.#lost.abort(error);
        return false;
      }
      const { logger, cluster } = this.#options;
      logger.error(`Keeping what ${cluster} says failed`, {
        error: String(error),
      });
      return false;
    }
  }
}

function isSameKind(a: ServedKind, b: ServedKind | null): boolean {
  return a.version === b?.version && a.plural === b.plural;
}
