import type { Response } from 'express';
import { once } from 'node:events';
import type { KubeObject, ResourceDefinition } from '../../types';
import type { OpenWatch } from '../faults';
import { expired } from '../refusals';
import type { Representation } from '../representation';
import type { Predicate } from '../selectors';
import type { StatusError } from '../StatusError';
import type { ClusterStore, StoreEvent } from '../store';
import { closeOf } from './closeOf';
import { toWatchEvent, type WatchEvent } from './toWatchEvent';
import { WatchWriter } from './WatchWriter';

/** What a {@link WatchSession} watches, and how it tells. */
export interface WatchSessionOptions {
  store: ClusterStore;
  res: Response;
  definition: ResourceDefinition;
  representation: Representation;
  now: () => Date;
  namespace?: string;
  selector?: Predicate;
  /** Objects to tell first, as if they had been created. */
  initial: readonly KubeObject[];
  /** Changes after this one are told; it may be yet to come. */
  revision: number;
  /** Marks the end of the initial objects by a bookmark. */
  marksInitialEnd: boolean;
  /** Absent: no bookmarks. */
  bookmarkIntervalMs?: number;
  timeoutMs: number;
  /** Whether each event is told again, and the one before it after it. */
  repeats?: () => boolean;
}

/**
 * One open watch. It reads changes from the store's log at the speed of its client; one
 * that falls behind the log is told so (410), instead of growing a queue.
 */
export class WatchSession implements OpenWatch {
  readonly #options: WatchSessionOptions;
  readonly #writer: WatchWriter;
  readonly #abort = new AbortController();
  #cursor: number;
  #previous?: WatchEvent;
  #isIdle = false;
  #isOver = false;

  constructor(options: WatchSessionOptions) {
    this.#options = options;
    this.#cursor = options.revision;
    this.#writer = new WatchWriter(options);
  }

  /** Tells until the client goes, the time is over, or a fault ends it. */
  async run(): Promise<void> {
    const { store, definition, res, timeoutMs, bookmarkIntervalMs } =
      this.#options;
    const unsubscribe = store.subscribe(definition, event => this.#wake(event));
    const timeout = setTimeout(() => this.#timeOut(), timeoutMs);
    const bookmarks =
      bookmarkIntervalMs === undefined
        ? undefined
        : setInterval(() => this.#bookmark(), bookmarkIntervalMs);
    const closed = closeOf(res).then(() => this.#stop());
    try {
      await this.#tellInitial();
      await this.#pump();
      await closed;
    } finally {
      this.#stop();
      unsubscribe();
      clearTimeout(timeout);
      clearInterval(bookmarks);
    }
  }

  freeze(): void {
    this.#stop();
  }

  end(refusal?: StatusError): void {
    if (this.#isOver) {
      return;
    }
    if (refusal) {
      this.#writer.error(refusal);
    }
    this.#stop();
    this.#options.res.end();
  }

  endWith(text: string): void {
    if (!this.#isOver) {
      this.#stop();
      this.#options.res.end(text);
    }
  }

  breakAfter(text: string): void {
    if (!this.#isOver) {
      this.#stop();
      const { res } = this.#options;
      res.write(text, () => res.socket?.destroy());
    }
  }

  #stop(): void {
    this.#isOver = true;
    this.#abort.abort();
  }

  #timeOut(): void {
    this.#bookmark();
    this.end();
  }

  #bookmark(): void {
    const { bookmarkIntervalMs, store } = this.#options;
    // One that is still telling is not yet where the store is. One from the future hears
    // of a lower version, as etcd tells it; a watch cache before it would be silent.
    if (bookmarkIntervalMs !== undefined && this.#isIdle && !this.#isOver) {
      this.#writer.bookmark(store.revision);
    }
  }

  /** Called inside of each change; a session that has told everything goes on from here. */
  #wake(event: StoreEvent): void {
    // One from the future waits for it, and is told nothing of what comes before.
    const isNew = event.revision > this.#cursor;
    if (isNew && this.#isIdle && !this.#isOver) {
      this.#cursor = event.revision - 1;
      // Rejects only when the connection breaks, and run() notices that.
      this.#pump().catch(() => this.#stop());
    }
  }

  async #tellInitial(): Promise<void> {
    const { initial, selector, marksInitialEnd, revision } = this.#options;
    for (const object of initial) {
      if (this.#isOver) {
        return;
      }
      if (!selector || selector(object)) {
        this.#write({ type: 'ADDED', object });
        await this.#drained();
      }
    }
    if (marksInitialEnd && !this.#isOver) {
      this.#writer.bookmark(revision, { 'k8s.io/initial-events-end': 'true' });
    }
  }

  async #pump(): Promise<void> {
    const { store } = this.#options;
    this.#isIdle = false;
    while (!this.#isOver && this.#cursor < store.revision) {
      if (this.#cursor < store.oldestRevision) {
        this.end(expired(`too old resource version: ${this.#cursor}`));
        return;
      }
      this.#cursor++;
      this.#tell(store.eventAt(this.#cursor));
      if (this.#writer.needsDrain) {
        await this.#drained();
      }
    }
    this.#isIdle = true;
  }

  #tell(change: StoreEvent | undefined): void {
    const event = change && toWatchEvent(change, this.#options);
    if (event) {
      this.#write(event);
    }
  }

  #write(event: WatchEvent): void {
    const previous = this.#previous;
    this.#previous = event;
    this.#writer.write(event.type, event.object);
    if (this.#options.repeats?.()) {
      this.#writer.write(event.type, event.object);
      if (previous) {
        this.#writer.write(previous.type, previous.object);
      }
    }
  }

  async #drained(): Promise<void> {
    if (!this.#writer.needsDrain || this.#isOver) {
      return;
    }
    const { signal } = this.#abort;
    await once(this.#options.res, 'drain', { signal }).catch(error => {
      // Over is over: the loops look at it next.
      if (!signal.aborted) {
        throw error;
      }
    });
  }
}
