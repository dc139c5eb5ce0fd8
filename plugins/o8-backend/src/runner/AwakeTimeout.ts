/** In so many parts a limit is counted. */
const TICKS = 10;

/**
 * Aborts after a time in which this process was awake. A process that was stopped, or
 * had too much to do, must not blame others for answers that it did not come to read:
 * each tick counts for one, however late it is.
 */
export class AwakeTimeout {
  readonly #abort = new AbortController();
  readonly #tickMs: number;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #ticks = 0;

  constructor(limitMs: number) {
    this.#tickMs = limitMs / TICKS;
    this.#tick();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** It is not needed any more. */
  end(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }

  #tick(): void {
    this.#timer = setTimeout(() => {
      this.#ticks += 1;
      if (this.#ticks < TICKS) {
        this.#tick();
      } else {
        // Timers come first: what has arrived meanwhile is read before this.
        this.#immediate = setImmediate(() => this.#abort.abort());
      }
    }, this.#tickMs);
    this.#timer.unref();
  }
}
