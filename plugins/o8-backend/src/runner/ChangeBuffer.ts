import type { WatchEvent } from '../clusters';

type Change = Exclude<WatchEvent, { type: 'BOOKMARK' }>;

const MAX_WAITING = 500;

/**
 * Gathers the changes of a watch for a moment, so that a burst is written together,
 * in the order in which they came. `version` is where a watch may go on: everything
 * before it is written.
 */
export class ChangeBuffer {
  readonly #write: (changes: Change[], seenMs: number) => Promise<void>;
  readonly #gatherMs: number;
  readonly #onError: () => void;
  #waiting: Change[] = [];
  #seenMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #error: unknown;
  #version: string;

  constructor(options: {
    version: string;
    gatherMs: number;
    /** `seenMs` is when the first of them came, by `performance.now()`. */
    write: (changes: Change[], seenMs: number) => Promise<void>;
    /** Nothing more is written, which the next call throws: it may be long until then. */
    onError?: () => void;
  }) {
    this.#version = options.version;
    this.#gatherMs = options.gatherMs;
    this.#write = options.write;
    this.#onError = options.onError ?? (() => {});
  }

  get version(): string {
    return this.#version;
  }

  /** Takes an event. Waits while too many are waiting; throws what a write threw. */
  async add(event: WatchEvent): Promise<void> {
    this.#throwError();
    if (event.type === 'BOOKMARK') {
      // What came before it has to be written first.
      await this.flush();
      this.#version = event.resourceVersion;
      return;
    }
    if (this.#waiting.push(event) === 1) {
      this.#seenMs = performance.now();
    }
    if (this.#waiting.length >= MAX_WAITING) {
      await this.flush();
    } else {
      this.#timer ??= setTimeout(() => this.#start(), this.#gatherMs);
    }
  }

  /** Writes what is waiting. Throws what a write threw, now or before. */
  async flush(): Promise<void> {
    this.#start();
    await this.#writing;
    this.#throwError();
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changes = this.#waiting.splice(0);
    const seenMs = this.#seenMs;
    if (changes.length === 0) {
      return;
    }
    this.#writing = this.#writing.then(async () => {
      if (this.#error !== undefined) {
        // After a failed write the later ones would hide the gap.
        return;
      }
      try {
        await this.#write(changes, seenMs);
        this.#version = changes[changes.length - 1].resourceVersion;
      } catch (error) {
        this.#error = error;
        this.#onError();
      }
    });
  }

  #throwError(): void {
    if (this.#error !== undefined) {
      throw this.#error;
    }
  }
}

/** Of several changes of one object only the last counts. */
export function latestChanges(changes: Change[]): Change[] {
  const latest = new Map<string, Change>();
  for (const change of changes) {
    const { namespace = '', name } = change.object.metadata;
    const key = `${namespace}/${name}`;
    latest.delete(key);
    latest.set(key, change);
  }
  return [...latest.values()];
}
