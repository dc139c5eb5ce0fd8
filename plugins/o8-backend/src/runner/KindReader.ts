import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ClusterError,
  type ClusterConnection,
  type ServedKind,
} from '../clusters';
import { toSeenKey, type FactIngest, type Unreadable } from '../facts';
import { ChangeBuffer, latestChanges } from './ChangeBuffer';
import type { KindState } from './kindState';
import type { Reachability } from './Reachability';
import { nextBackoffMs, pause, type RunnerTiming } from './timing';

/** What the reader of a kind needs. */
export interface KindReaderOptions {
  cluster: string;
  kind: ServedKind;
  connection: ClusterConnection;
  reachability: Reachability;
  ingest: Pick<FactIngest, 'apply' | 'sweep'>;
  /** Told whenever it turns out how true what is kept of this kind is. */
  report: (state: KindState) => Promise<void>;
  /** The kind is not served any more: which ones are? */
  onVanished: () => void;
  logger: LoggerService;
  timing: RunnerTiming;
  random: () => number;
}

/** Failures in a row of a cluster that answers otherwise, before they are told. */
const MAX_UNREPORTED = 2;

/** Reads one kind of one cluster: a full list, and then what changes, for ever. */
export class KindReader {
  readonly #options: KindReaderOptions;
  readonly #unreadable = new Map<string, Unreadable>();
  /** Where a watch may go on; undefined when a full list is needed. */
  #version: string | undefined;
  /** Since when the watch holds; undefined while there is none. */
  #watchedSinceMs: number | undefined;

  constructor(options: KindReaderOptions) {
    this.#options = options;
  }

  /** Reads until aborted. Never throws: what goes wrong is reported, and tried again. */
  async run(signal: AbortSignal): Promise<void> {
    const { reachability, timing, random } = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      const attempt = await reachability.whenOpen(signal);
      const startedAt = Date.now();
      try {
        await this.#read(attempt);
        // A server that ends each watch at once must not be asked without a pause.
        const wasShort = Date.now() - startedAt < timing.minBackoffMs;
        failures = wasShort ? failures + 1 : 0;
        if (wasShort) {
          await pause(nextBackoffMs(failures, timing, random()), attempt);
        }
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (this.#heldForLong()) {
          // No repetition.
          failures = 0;
        }
        const retryAfterMs = await this.#handle(error, attempt, failures);
        // Until it is watched again nobody can confirm it.
        await this.#reportPending(failures);
        const backoffMs = nextBackoffMs(failures, timing, random());
        failures += 1;
        await pause(retryAfterMs ?? backoffMs, attempt);
      }
    }
  }

  async #read(signal: AbortSignal): Promise<void> {
    this.#watchedSinceMs = undefined;
    if (signal.aborted) {
      return;
    }
    if (this.#version === undefined) {
      this.#version = await this.#list(signal);
    }
    await this.#watch(this.#version, signal);
  }

  // A list may take long and fail each time: that is no success.
  #heldForLong(): boolean {
    const { maxBackoffMs } = this.#options.timing;
    return (
      this.#watchedSinceMs !== undefined &&
      Date.now() - this.#watchedSinceMs > maxBackoffMs
    );
  }

  async #list(signal: AbortSignal): Promise<string> {
    const { connection, kind, ingest, cluster } = this.#options;
    const seen = new Set<string>();
    let version = '';
    this.#unreadable.clear();
    for await (const page of connection.list(kind, { signal })) {
      page.objects.forEach(object => seen.add(toSeenKey(object)));
      await this.#keep({ changed: page.objects, deleted: [] });
      version = page.resourceVersion;
    }
    await ingest.sweep({ cluster, kindKey: this.#kindKey, seen });
    return version;
  }

  async #watch(resourceVersion: string, signal: AbortSignal): Promise<void> {
    const { connection, kind, timing } = this.#options;
    const buffer = new ChangeBuffer({
      version: resourceVersion,
      gatherMs: timing.gatherMs,
      write: async changes => {
        const latest = latestChanges(changes);
        const isDeleted = ({ type }: { type: string }) => type === 'DELETED';
        const before = this.#readState();
        await this.#keep({
          changed: latest.filter(c => !isDeleted(c)).map(c => c.object),
          deleted: latest.filter(isDeleted).map(c => c.object),
        });
        const after = this.#readState();
        if (JSON.stringify(before) !== JSON.stringify(after)) {
          await this.#options.report(after);
        }
      },
    });
    const ended = new AbortController();
    const events = await connection.watch(kind, {
      resourceVersion,
      signal: AbortSignal.any([signal, ended.signal]),
    });
    this.#watchedSinceMs = Date.now();
    let failed = false;
    try {
      // From here on nothing is missed: what is kept is what the cluster has.
      await this.#options.report(this.#readState());
      for await (const event of events) {
        await buffer.add(event);
      }
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      // One that was never read from would stay open.
      ended.abort();
      // Also after an error of the cluster: what came before it is true.
      await buffer.flush().catch(error => {
        if (!failed) {
          throw error;
        }
      });
      this.#version = buffer.version;
    }
  }

  async #keep(changes: {
    changed: Parameters<typeof toSeenKey>[0][];
    deleted: Parameters<typeof toSeenKey>[0][];
  }): Promise<void> {
    const { cluster, ingest } = this.#options;
    const unreadable = await ingest.apply({
      cluster,
      kindKey: this.#kindKey,
      ...changes,
    });
    for (const object of [...changes.changed, ...changes.deleted]) {
      const { namespace, name } = object.metadata;
      const label = [object.kind, namespace, name].filter(Boolean).join(' ');
      this.#unreadable.delete(label);
    }
    unreadable.forEach(entry => this.#unreadable.set(entry.object, entry));
  }

  /** How true it is while it is watched. */
  #readState(): { state: 'partial'; message: string } | { state: 'fresh' } {
    const [first] = this.#unreadable.values();
    const { kind } = this.#options.kind;
    return first
      ? {
          state: 'partial',
          message: `${
            this.#unreadable.size
          } of kind ${kind} could not be read, the first is ${first.object}: ${
            first.message
          }`,
        }
      : { state: 'fresh' };
  }

  /** Says what went wrong; how long to wait if the cluster says so. */
  async #handle(
    error: unknown,
    attempt: AbortSignal,
    failures: number,
  ): Promise<number | undefined> {
    const { reachability, logger, kind, cluster, onVanished } = this.#options;
    if (!(error instanceof ClusterError)) {
      if (!attempt.aborted) {
        // Ours, such as a database that is away: what was lost on the way is not known.
        this.#version = undefined;
        logger.error(`Reading ${kind.kind} of ${cluster} failed`, {
          error: String(error),
        });
        await this.#reportFailed('what was read could not be kept');
      }
      return undefined;
    }
    if (error.concernsConnection && failures < MAX_UNREPORTED) {
      // Mostly the cluster as a whole is away: that is told once, and not per kind.
      reachability.doubt();
      return undefined;
    }
    if (error.code === 'gone') {
      // Normal after a long silence: a list tells everything. Without one, nothing does.
      this.#version = undefined;
      if (failures < MAX_UNREPORTED || this.#watchedSinceMs !== undefined) {
        return failures === 0 ? 0 : error.retryAfterMs;
      }
    }
    if (error.code === 'notFound') {
      onVanished();
    }
    if (error.code === 'invalid') {
      this.#version = undefined;
    }
    await this.#reportFailed(error.message);
    return error.retryAfterMs;
  }

  async #reportPending(failures: number): Promise<void> {
    if (failures >= MAX_UNREPORTED) {
      // What is wrong was told, and says more.
      return;
    }
    await this.#options.report({ state: 'pending' }).catch(() => undefined);
  }

  // The database may be away: the reader must outlive that, and says it next time.
  async #reportFailed(reason: string): Promise<void> {
    const { report, logger, kind, cluster } = this.#options;
    try {
      await report({ state: 'failed', message: `${kind.kind}: ${reason}` });
    } catch (error) {
      logger.error(`Keeping the state of ${kind.kind} of ${cluster} failed`, {
        error: String(error),
      });
    }
  }

  get #kindKey(): string {
    const { group, kind } = this.#options.kind;
    return `${group}/${kind}`;
  }
}
