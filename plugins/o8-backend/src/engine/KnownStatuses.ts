import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { SourceStore } from '../store';

/** So long what is read is used again: sources are confirmed, and grow old, all the time. */
const MAX_AGE_MS = 1_000;

/**
 * The statuses of all sources for the judging, which asks for them many times a second.
 * What changes of one is never missed: whoever is to be judged by it is touched after it
 * is kept, and the counter of sources, which is kept with it, is asked each time.
 */
export class KnownStatuses {
  readonly #sourceStore: Pick<SourceStore, 'getRevision'>;
  readonly #read: () => Promise<SourceStatus[]>;
  #known:
    | { statuses: SourceStatus[]; revision: number; readMs: number }
    | undefined;

  constructor(options: {
    sourceStore: Pick<SourceStore, 'getRevision'>;
    read: () => Promise<SourceStatus[]>;
  }) {
    this.#sourceStore = options.sourceStore;
    this.#read = options.read;
  }

  /** As they are now; the very same list while nothing changes. Nobody changes it. */
  async list(): Promise<SourceStatus[]> {
    const readMs = performance.now();
    // Before the sources: what is kept in between is read again the next time.
    const revision = await this.#sourceStore.getRevision();
    if (
      this.#known?.revision !== revision ||
      readMs - this.#known.readMs > MAX_AGE_MS
    ) {
      this.#known = { statuses: await this.#read(), revision, readMs };
    }
    return this.#known.statuses;
  }
}
