import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import type { Rush } from '../assess';
import {
  ClusterError,
  type ClusterConnection,
  type ServedKind,
  type WatchEvent,
} from '../clusters';
import { toSeenKey, type FactIngest } from '../facts';
import { LeaseLostError } from '../leases';
import type { EngineTelemetry } from '../telemetry';
import type { RunnerTiming } from '../timing';
import { ChangeBuffer, latestChanges } from './ChangeBuffer';
import { explainRefusal } from './explainRefusal';
import type { KindState } from './kindState';
import { toKindKey } from './mergeKinds';
import type { Reachability } from './Reachability';
import { compareVersions, RecentVersions } from './RecentVersions';
import { nextBackoffMs, pause, spreadMs } from './timing';
import { UnreadableObjects } from './UnreadableObjects';
import { WatchHealth } from './WatchHealth';

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
  /** Told while a full list is read. */
  rush?: Pick<Rush, 'begin'>;
  logger: LoggerService;
  telemetry: EngineTelemetry;
  timing: RunnerTiming;
  random: () => number;
}

/** Failures in a row of a cluster that answers otherwise, before they are told. */
const MAX_UNREPORTED = 2;

/** Reads one kind of one cluster: a full list, and then what changes, for ever. */
export class KindReader {
  readonly #options: KindReaderOptions;
  readonly #unreadable = new UnreadableObjects();
  readonly #health = new WatchHealth();
  /** Where a watch may go on; undefined when a full list is needed. */
  #version: string | undefined;
  /** Before the next list, so that not all kinds are listed at the same moment. */
  #spreadMs = 0;

  constructor(options: KindReaderOptions) {
    this.#options = options;
  }

  /**
   * Reads until aborted. What goes wrong is reported, and tried again; throws only a
   * `LeaseLostError`.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { reachability, timing, random } = this.#options;
    let failures = 0;
    let attempt: AbortSignal | undefined;
    while (!signal.aborted) {
      if (attempt?.aborted) {
        // The cluster was away, and may have come back with an older etcd: a watch from
        // a version that is yet to come says nothing until then.
        this.#listAgain();
      }
      attempt = await reachability.whenReachable(signal);
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
        if (error instanceof LeaseLostError) {
          throw error;
        }
        if (signal.aborted) {
          return;
        }
        if (this.#health.heldFor(timing.maxBackoffMs)) {
          // No repetition.
          failures = 0;
        }
        const pauseMs = await this.#recover(error, attempt, failures);
        failures += 1;
        await pause(pauseMs, attempt);
      }
    }
  }

  async #read(signal: AbortSignal): Promise<void> {
    this.#health.reset();
    if (
      this.#version !== undefined &&
      (await this.#hasGoneBack(this.#version, signal))
    ) {
      this.#listAgain();
    }
    if (this.#version === undefined) {
      await pause(this.#spreadMs, signal);
    }
    if (signal.aborted) {
      return;
    }
    this.#version ??= await this.#options.telemetry.span(
      'o8.list',
      {
        'o8.cluster': this.#options.cluster,
        'o8.kind': this.#options.kind.kind,
      },
      () => this.#list(signal),
    );
    await this.#watch(this.#version, signal);
  }

  /**
   * Whether the cluster has not got to a version yet. It refuses no watch from there, and
   * says nothing until it has: with a restored etcd nobody would know of its changes.
   */
  async #hasGoneBack(version: string, signal: AbortSignal): Promise<boolean> {
    if (compareVersions(version, version) === undefined) {
      return false;
    }
    const { connection, kind } = this.#options;
    const pages = connection.list(kind, { signal, pageSize: 1 });
    try {
      const { value: page } = await pages.next();
      const order = page && compareVersions(page.resourceVersion, version);
      return order !== undefined && order < 0;
    } finally {
      await pages.return(undefined);
    }
  }

  async #list(signal: AbortSignal): Promise<string> {
    const endRush = this.#options.rush?.begin();
    try {
      return await this.#listAll(signal);
    } finally {
      endRush?.();
    }
  }

  async #listAll(signal: AbortSignal): Promise<string> {
    const { connection, kind, ingest, cluster, reachability } = this.#options;
    const seen = new Set<string>();
    let version = '';
    this.#unreadable.clear();
    for await (const page of connection.list(kind, { signal })) {
      reachability.hear();
      if (page.restarted) {
        // What was seen before may be gone by now.
        seen.clear();
      }
      for (const object of page.objects) {
        seen.add(toSeenKey(object));
        this.#health.see(object.metadata.resourceVersion);
      }
      await this.#keep({ changed: page.objects, deleted: [], isList: true });
      version = page.resourceVersion;
    }
    // Only here: a list that broke off says nothing of what it did not get to.
    await ingest.sweep({ cluster, kindKey: toKindKey(kind), seen });
    this.#options.telemetry.listed(cluster);
    return version;
  }

  async #watch(resourceVersion: string, signal: AbortSignal): Promise<void> {
    const { connection, kind, timing, report } = this.#options;
    const ended = new AbortController();
    const buffer = new ChangeBuffer({
      version: resourceVersion,
      gatherMs: timing.gatherMs,
      write: (changes, seenMs) => this.#write(changes, seenMs),
      // The watch would go on, and say for long that nothing happens.
      onError: () => ended.abort(),
    });
    const events = await connection.watch(kind, {
      resourceVersion,
      signal: AbortSignal.any([signal, ended.signal]),
    });
    this.#health.begin();
    this.#options.telemetry.watching(this.#options.cluster);
    let failure: unknown;
    try {
      // From here on nothing is missed: what is kept is what the cluster has.
      await report(this.#readState());
      await this.#follow(events, buffer);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      // One that was never read from would stay open.
      ended.abort();
      // Also after an error of the cluster: what came before it is true.
      await buffer.flush().catch(error => {
        // What could not be kept is the reason, unless the cluster had one before.
        if (!(failure instanceof ClusterError) || isLost(error)) {
          throw error;
        }
      });
      this.#version = buffer.version;
    }
  }

  async #follow(
    events: AsyncIterable<WatchEvent>,
    buffer: ChangeBuffer,
  ): Promise<void> {
    const recent = new RecentVersions(buffer.version);
    for await (const event of events) {
      await this.#hear();
      const judged = recent.judge(event);
      if (judged === 'goneBack') {
        // A restored etcd: what happens from here on has versions that went by.
        throw new ClusterError('gone', 'The cluster has gone back in time');
      }
      if (judged === 'news') {
        await buffer.add(event);
      }
    }
    await this.#hear();
  }

  // The watch speaks, so whatever was said of its silence is over.
  async #hear(): Promise<void> {
    const { hasMissed } = this.#health;
    this.#options.reachability.hear();
    this.#health.speak();
    if (hasMissed) {
      await this.#options.report(this.#readState());
    }
  }

  async #write(
    changes: Parameters<typeof latestChanges>[0],
    seenMs: number,
  ): Promise<void> {
    const latest = latestChanges(changes);
    const isDeleted = ({ type }: { type: string }) => type === 'DELETED';
    const before = this.#readState();
    await this.#keep({
      changed: latest.filter(c => !isDeleted(c)).map(c => c.object),
      deleted: latest.filter(isDeleted).map(c => c.object),
      seenMs,
    });
    const after = this.#readState();
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      await this.#options.report(after);
    }
  }

  async #keep(changes: {
    changed: KubernetesObject[];
    deleted: KubernetesObject[];
    isList?: boolean;
    seenMs?: number;
  }): Promise<void> {
    const { cluster, ingest, kind } = this.#options;
    const unreadable = await ingest.apply({
      cluster,
      kindKey: toKindKey(kind),
      ...changes,
    });
    const looked = [...changes.changed, ...changes.deleted];
    this.#unreadable.replace(looked, unreadable);
  }

  /** How true it is while it is watched. */
  #readState(): KindState {
    const { kind } = this.#options.kind;
    if (this.#health.hasMissed) {
      const message = `${kind}: its watches do not say what changes; it is listed again and again`;
      return { state: 'failed', message };
    }
    const message = this.#unreadable.describe(kind);
    return message === undefined
      ? { state: 'fresh' }
      : { state: 'partial', message };
  }

  /** Says what went wrong, and makes ready for the next try: how long to wait for it. */
  async #recover(
    error: unknown,
    attempt: AbortSignal,
    failures: number,
  ): Promise<number> {
    const { timing, random, logger, kind, cluster, telemetry } = this.#options;
    if (attempt.aborted) {
      // The cluster is away as a whole, which is told by others.
      return 0;
    }
    telemetry.clusterFailed(cluster, error);
    const backoffMs = nextBackoffMs(failures, timing, random());
    if (error instanceof ClusterError) {
      return this.#recoverFrom(error, failures, backoffMs);
    }
    // Such as a database that is away: what was lost on the way is not known.
    this.#listAgain();
    logger.error(`Reading ${kind.kind} of ${cluster} failed`, {
      error: String(error),
    });
    await this.#report({
      state: 'failed',
      message: `${kind.kind}: what was read could not be kept`,
    });
    return backoffMs;
  }

  async #recoverFrom(
    error: ClusterError,
    failures: number,
    backoffMs: number,
  ): Promise<number> {
    const { reachability, kind, onVanished } = this.#options;
    const { code, retryAfterMs } = error;
    if (this.#health.end(error, this.#version)) {
      // Nothing new may have happened, or nobody told: a list knows.
      this.#listAgain();
      reachability.doubt();
      await this.#report({ state: 'pending' });
      return 0;
    }
    if (error.concernsConnection && failures < MAX_UNREPORTED) {
      // Mostly the cluster as a whole is away: that is told once, and not per kind.
      reachability.doubt();
      // Until it is watched again nobody can confirm it.
      await this.#report({ state: 'pending' });
      return backoffMs;
    }
    if (code === 'gone' || code === 'invalid' || failures >= MAX_UNREPORTED) {
      // Without a version nothing can be wrong with it, such as that it is yet to come.
      this.#listAgain();
    }
    const mayBeNormal = failures < MAX_UNREPORTED || this.#health.isWatched;
    if (code === 'gone' && mayBeNormal) {
      // After a long silence: a list tells everything. Without one, nothing does.
      await this.#report({ state: 'pending' });
      return failures === 0 ? 0 : (retryAfterMs ?? 0) + backoffMs;
    }
    if (code === 'notFound') {
      onVanished();
      if (failures < MAX_UNREPORTED) {
        // It may be served in another version by now, which is found out meanwhile.
        await this.#report({ state: 'pending' });
        return backoffMs;
      }
    }
    await this.#report({
      state: 'failed',
      message: explainRefusal(kind, error),
    });
    // Never before it says, and not at the same moment as others whom it told the same.
    return (retryAfterMs ?? 0) + backoffMs;
  }

  #listAgain(): void {
    const { timing, random } = this.#options;
    this.#version = undefined;
    this.#spreadMs = spreadMs(timing, random());
  }

  // The database may be away: the reader must outlive that, and says it next time.
  async #report(state: KindState): Promise<void> {
    const { report, logger, kind, cluster } = this.#options;
    try {
      await report(state);
    } catch (error) {
      if (error instanceof LeaseLostError) {
        throw error;
      }
      logger.error(`Keeping the state of ${kind.kind} of ${cluster} failed`, {
        error: String(error),
      });
    }
  }
}

function isLost(error: unknown): boolean {
  return error instanceof LeaseLostError;
}
