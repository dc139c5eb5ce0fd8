/**
 * Whether full lists are being read here, as at the start and after an outage. Judging
 * many modules meanwhile takes the time of the reading, and is for nothing: the next page
 * makes another judgement. What changed by itself does not wait.
 */
export class Rush {
  readonly #maxMs: number;
  readonly #onOver: () => void;
  #lists = 0;
  #sinceMs = 0;

  constructor(options: {
    /** After which those who wait are not kept waiting for what is read still. */
    maxMs: number;
    /** Called when the last list has come to its end. */
    onOver: () => void;
  }) {
    this.#maxMs = options.maxMs;
    this.#onOver = options.onOver;
  }

  isOn(): boolean {
    return this.#lists > 0 && performance.now() - this.#sinceMs < this.#maxMs;
  }

  /** A list begins; to be called when it ends is what is returned. */
  begin(): () => void {
    if (this.#lists === 0) {
      this.#sinceMs = performance.now();
    }
    this.#lists += 1;
    let isOver = false;
    return () => {
      if (isOver) {
        return;
      }
      isOver = true;
      this.#lists -= 1;
      if (this.#lists === 0) {
        this.#onOver();
      }
    };
  }

  /** Nothing waits any more: if there are lists still, the next may wait as long. */
  drained(): void {
    if (!this.isOn()) {
      this.#sinceMs = performance.now();
    }
  }
}
