import { raceSignal } from './raceSignal';

/** Lets so many run at once; the others wait in their order. */
export class Slots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Runs something as soon as there is a slot, which it keeps until it has ended, even
   * if nobody waits for it any more. Rejects without running it once the signal says so.
   */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#take(signal);
    try {
      return await work();
    } finally {
      this.#give();
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    let free = () => {};
    const freed = new Promise<void>(resolve => {
      free = resolve;
    });
    this.#waiting.push(free);
    try {
      await raceSignal(freed, signal);
    } catch (error) {
      const index = this.#waiting.indexOf(free);
      if (index >= 0) {
        this.#waiting.splice(index, 1);
      } else {
        // It was handed over in the moment in which it was given up.
        this.#give();
      }
      throw error;
    }
  }

  // The slot goes from hand to hand: nobody who comes meanwhile can be faster.
  #give(): void {
    const next = this.#waiting.shift();
    if (next) {
      next();
    } else {
      this.#free++;
    }
  }
}
