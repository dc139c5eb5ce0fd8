import type { KindStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { ClusterError } from '../clusters';
import type { Lease } from '../leases';
import { CONNECTION_SOURCE } from '../sourceStatus';
import type { SourceRow, SourceStore } from '../store';
import { toSourceRow, type KindState } from './kindState';
import { toKindKey } from './mergeKinds';

/** What the board of a cluster needs. */
export interface SourceBoardOptions {
  cluster: string;
  sources: Source[];
  sourceStore: SourceStore;
  /** Told the ids of sources when how true they are has changed. */
  onSourceChanged: (sources: string[]) => Promise<void>;
  /** The right to say it; without one, nobody else does. */
  fence?: Lease;
}

/** What a probe of a cluster came to. */
export interface ConnectionState {
  /** Null if it answers. */
  error: ClusterError | null;
  /** When a snapshot was taken; absent where what is read is live. */
  takenAt?: string;
}

/**
 * Keeps how true what one cluster says is, source by source and kind by kind, and tells
 * when that changes. A cluster that does not answer fails all its sources.
 */
export class SourceBoard {
  readonly #options: SourceBoardOptions;
  readonly #kinds = new Map<string, KindState>();
  readonly #rows = new Map<string, SourceRow>();
  /** The sources of which something was found out since the start, or the last outage. */
  readonly #known = new Set<string>();
  #isConnected = false;
  #takenAt: string | undefined;
  /** Whether the store has what the last probe found out. */
  #isKept = false;
  #queue: Promise<void> = Promise.resolve();

  constructor(options: SourceBoardOptions) {
    this.#options = options;
  }

  /** Goes on from what was kept before a restart. */
  async load(): Promise<void> {
    const { cluster, sourceStore } = this.#options;
    for (const row of await sourceStore.list()) {
      if (row.cluster === cluster) {
        this.#rows.set(row.source, row);
      }
    }
  }

  /** The cluster answered, or did not. */
  async setConnection({ error, takenAt }: ConnectionState): Promise<void> {
    await this.#inTurn(async () => {
      const now = new Date();
      const isNewSnapshot = this.#takenAt !== takenAt;
      const isSame = error === null && this.#isConnected && !isNewSnapshot;
      if (isSame && this.#isKept) {
        await this.#confirm(now);
        return;
      }
      if (error && this.#isConnected) {
        this.#forget();
      }
      this.#isConnected = error === null;
      this.#takenAt = takenAt;
      this.#isKept = false;
      // While it answers, only the age of a snapshot concerns the other sources.
      const concerned = error || isNewSnapshot ? this.#options.sources : [];
      const changed: string[] = [];
      for (const id of [CONNECTION_SOURCE, ...concerned.map(each => each.id)]) {
        if (await this.#put(id, now, error?.message)) {
          changed.push(id);
        }
      }
      // Only now: if keeping it failed, the next probe tries it again.
      this.#isKept = true;
      await this.#tell(changed);
    });
  }

  // What was known of the cluster has to be found out again.
  #forget(): void {
    this.#kinds.clear();
    this.#known.clear();
  }

  // What is only known from before a restart is confirmed by nobody yet.
  async #confirm(now: Date): Promise<void> {
    const { cluster, sourceStore, fence } = this.#options;
    const sources = [...this.#known].filter(id => this.#isWatched(id));
    await sourceStore.confirm({ cluster, sources, at: now, fence });
    for (const source of sources) {
      const row = this.#rows.get(source);
      if (row?.state === 'fresh' || row?.state === 'unsupported') {
        row.confirmedAt = now.toISOString();
      }
    }
  }

  // A probe says that the cluster is there, and nothing of what nobody watches.
  #isWatched(id: string): boolean {
    return this.#statusesOf(id).every(({ state }) => state !== 'pending');
  }

  /** What a reader found out about a kind. */
  async setKind(kindKey: string, state: KindState): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#isConnected) {
        // Too late: the next one to read it will say so again.
        return;
      }
      this.#kinds.set(kindKey, state);
      const changed: string[] = [];
      for (const { id, kinds } of this.#options.sources) {
        const isConcerned = kinds.some(kind => toKindKey(kind) === kindKey);
        if (isConcerned && (await this.#put(id, new Date()))) {
          changed.push(id);
        }
      }
      await this.#tell(changed);
    });
  }

  #statusesOf(id: string): KindStatus[] {
    const source = this.#options.sources.find(each => each.id === id);
    return (source?.kinds ?? []).map(({ group, kind }) => ({
      group,
      kind,
      message: null,
      ...(this.#kinds.get(toKindKey({ group, kind })) ?? { state: 'pending' }),
    }));
  }

  async #put(source: string, now: Date, outage?: string): Promise<boolean> {
    const { cluster, sourceStore, fence } = this.#options;
    const previous = this.#rows.get(source);
    const kinds = this.#statusesOf(source);
    const row = toSourceRow({
      cluster,
      source,
      kinds,
      previous,
      now,
      outage,
      takenAt: this.#takenAt,
    });
    const isFound = isFoundOut(kinds, outage);
    const isFirst = isFound && !this.#known.has(source);
    if (!row || (!isFirst && toMeaning(row) === toMeaning(previous))) {
      return false;
    }
    const changed = await sourceStore.report(row, fence);
    this.#rows.set(source, row);
    if (isFound) {
      this.#known.add(source);
    }
    // What was kept before a restart may have been answered as too old until now.
    return changed || isFirst;
  }

  async #tell(changed: string[]): Promise<void> {
    if (changed.length) {
      await this.#options.onSourceChanged(changed);
    }
  }

  // Readers report at the same time: each must see what the one before has kept.
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    await turn;
  }
}

function isFoundOut(kinds: KindStatus[], outage: string | undefined): boolean {
  return (
    outage !== undefined ||
    kinds.some(({ state }) => state === 'failed') ||
    kinds.every(({ state }) => state !== 'pending')
  );
}

/** What has to be kept when it changes; that it is so still is confirmed otherwise. */
function toMeaning(row: SourceRow | undefined): string | undefined {
  if (!row) {
    return undefined;
  }
  const { state, message, kinds } = row;
  return JSON.stringify([state, message, kinds]);
}
