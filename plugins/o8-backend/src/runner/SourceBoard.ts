import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { ClusterError } from '../clusters';
import { CONNECTION_SOURCE } from '../sourceStatus';
import type { SourceRow, SourceStore } from '../store';
import { toSourceRow, type KindState } from './kindState';

/**
 * Keeps how true what one cluster says is, source by source, and tells when that
 * changes. A cluster that does not answer fails all its sources.
 */
export class SourceBoard {
  readonly #cluster: string;
  readonly #sources: Source[];
  readonly #store: SourceStore;
  readonly #onSourceChanged: () => Promise<void>;
  readonly #kinds = new Map<string, KindState>();
  readonly #rows = new Map<string, SourceRow>();
  /** The sources of which something was found out since the start, or the last outage. */
  readonly #known = new Set<string>();
  #isConnected = false;
  /** Whether the store has what the last probe found out. */
  #isKept = false;
  #queue: Promise<void> = Promise.resolve();

  constructor(options: {
    cluster: string;
    sources: Source[];
    sourceStore: SourceStore;
    onSourceChanged: () => Promise<void>;
  }) {
    this.#cluster = options.cluster;
    this.#sources = options.sources;
    this.#store = options.sourceStore;
    this.#onSourceChanged = options.onSourceChanged;
  }

  /** Goes on from what was kept before a restart. */
  async load(): Promise<void> {
    for (const row of await this.#store.list()) {
      if (row.cluster === this.#cluster) {
        this.#rows.set(row.source, row);
      }
    }
  }

  /** The cluster answered, or did not. */
  async setConnection(error: ClusterError | null): Promise<void> {
    await this.#inTurn(async () => {
      const now = new Date();
      if (error === null && this.#isConnected && this.#isKept) {
        await this.#confirm(now);
        return;
      }
      if (error && this.#isConnected) {
        this.#forget();
      }
      this.#isConnected = error === null;
      this.#isKept = false;
      const state: KindState = error
        ? { state: 'failed', message: error.message }
        : { state: 'fresh' };
      let changed = await this.#put(CONNECTION_SOURCE, [state], now);
      for (const source of error ? this.#sources : []) {
        changed = (await this.#put(source.id, [state], now)) || changed;
      }
      // Only now: if keeping it failed, the next probe tries it again.
      this.#isKept = true;
      await this.#tell(changed);
    });
  }

  // What was known of the cluster has to be found out again.
  #forget(): void {
    for (const key of this.#kinds.keys()) {
      this.#kinds.set(key, { state: 'pending' });
    }
    this.#known.clear();
  }

  // What is only known from before a restart is confirmed by nobody yet.
  async #confirm(now: Date): Promise<void> {
    const sources = [...this.#known].filter(id => this.#isWatched(id));
    await this.#store.confirm({ cluster: this.#cluster, sources, at: now });
    for (const source of sources) {
      const row = this.#rows.get(source);
      if (row?.state === 'fresh' || row?.state === 'unsupported') {
        row.confirmedAt = now.toISOString();
      }
    }
  }

  // A probe says that the cluster is there, and nothing of what nobody watches.
  #isWatched(id: string): boolean {
    const kinds = this.#sources.find(source => source.id === id)?.kinds ?? [];
    return kinds.every(
      ({ group, kind }) =>
        this.#kinds.get(`${group}/${kind}`)?.state !== 'pending',
    );
  }

  /** What a reader found out about a kind. */
  async setKind(kindKey: string, state: KindState): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#isConnected) {
        // Too late: the next one to read it will say so again.
        return;
      }
      this.#kinds.set(kindKey, state);
      let changed = false;
      for (const source of this.#sources) {
        const keys = source.kinds.map(({ group, kind }) => `${group}/${kind}`);
        if (keys.includes(kindKey)) {
          const kinds = keys.map(
            key => this.#kinds.get(key) ?? { state: 'pending' as const },
          );
          changed = (await this.#put(source.id, kinds, new Date())) || changed;
        }
      }
      await this.#tell(changed);
    });
  }

  async #put(source: string, kinds: KindState[], now: Date): Promise<boolean> {
    const previous = this.#rows.get(source);
    const row = toSourceRow({
      cluster: this.#cluster,
      source,
      kinds,
      previous,
      now,
    });
    if (
      !row ||
      (this.#known.has(source) &&
        previous?.state === row.state &&
        previous.message === row.message)
    ) {
      return false;
    }
    const changed = await this.#store.report(row);
    this.#rows.set(source, row);
    // What was kept before a restart may have been answered as too old until now.
    const isFirst = !this.#known.has(source);
    this.#known.add(source);
    return changed || isFirst;
  }

  async #tell(changed: boolean): Promise<void> {
    if (changed) {
      await this.#onSourceChanged();
    }
  }

  // Readers report at the same time: each must see what the one before has kept.
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    await turn;
  }
}
