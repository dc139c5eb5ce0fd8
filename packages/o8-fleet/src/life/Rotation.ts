/** Visits each of many things once per period, evenly spread. */
export class Rotation<T> {
  readonly #periodMs: number;
  readonly #collect: () => readonly T[];
  readonly #visit: (item: T) => void;
  #items: readonly T[] = [];
  #startMs = Number.NEGATIVE_INFINITY;
  #visited = 0;

  constructor(options: {
    periodMs: number;
    /** Asked once per period; the first are visited first. */
    collect: () => readonly T[];
    visit: (item: T) => void;
  }) {
    this.#periodMs = options.periodMs;
    this.#collect = options.collect;
    this.#visit = options.visit;
  }

  advance(nowMs: number): void {
    // A machine that slept, or a clock that went back, begins a new round.
    const elapsedMs = nowMs - this.#startMs;
    if (elapsedMs < 0 || elapsedMs > 2 * this.#periodMs) this.#begin(nowMs);
    else if (elapsedMs >= this.#periodMs) {
      this.#visitUntil(this.#items.length);
      this.#begin(this.#startMs + this.#periodMs);
    }
    const share = (nowMs - this.#startMs) / this.#periodMs;
    this.#visitUntil(Math.floor(share * this.#items.length));
  }

  #begin(startMs: number): void {
    this.#items = this.#collect();
    this.#startMs = startMs;
    this.#visited = 0;
  }

  #visitUntil(count: number): void {
    const end = Math.min(count, this.#items.length);
    for (; this.#visited < end; this.#visited += 1) {
      this.#visit(this.#items[this.#visited]);
    }
  }
}
