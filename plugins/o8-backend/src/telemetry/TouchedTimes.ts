/** So many that a fleet changing at once fits in; the rest is not measured. */
const MAX_WAITING = 10_000;

/** A change that is waited for. */
export interface TouchedTime {
  /** When it was seen. */
  seenMs: number;
  /** When it was written. */
  writtenMs: number;
  /** The ids of those that told of it. */
  sources: string[];
}

/**
 * Since when modules wait for judgement, as far as this replica wrote what touched them.
 * What another replica judges is forgotten when there is too much.
 */
export class TouchedTimes {
  readonly #waiting = new Map<string, TouchedTime>();

  /** Modules were touched; of one that waits already, the older change counts. */
  touch(modules: string[], time: TouchedTime): void {
    for (const module of modules) {
      if (!this.#waiting.has(module)) {
        this.#makeRoom();
        this.#waiting.set(module, time);
      }
    }
  }

  /** Takes the change that a judgement was about; one written after its start was not. */
  take(module: string, startedMs: number): TouchedTime | undefined {
    const time = this.#waiting.get(module);
    if (!time || time.writtenMs > startedMs) {
      return undefined;
    }
    this.#waiting.delete(module);
    return time;
  }

  #makeRoom(): void {
    if (this.#waiting.size >= MAX_WAITING) {
      // The oldest: whoever judges it has done so long ago.
      const [oldest] = this.#waiting.keys();
      this.#waiting.delete(oldest);
    }
  }
}
