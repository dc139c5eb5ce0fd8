import { bulkhead } from 'cockatiel';
import { raceSignal } from '../landingZones/raceSignal';

/** Lets so many run at once; the others wait in their order. */
export class Turns {
  readonly #bulkhead;

  constructor(count: number) {
    this.#bulkhead = bulkhead(count, Number.MAX_SAFE_INTEGER);
  }

  /** Waits for a turn, which lasts until what is returned is called. */
  async take(signal: AbortSignal): Promise<() => void> {
    let end = () => {};
    const ended = new Promise<void>(resolve => {
      end = resolve;
    });
    const began = new Promise<void>(resolve => {
      // Without the signal: of one that is aborted in the queue the bulkhead would
      // forget to wake the next.
      void this.#bulkhead.execute(() => {
        resolve();
        return signal.aborted ? undefined : ended;
      });
    });
    try {
      await raceSignal(began, signal);
    } catch (error) {
      end();
      throw error;
    }
    return end;
  }

  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const end = await this.take(signal);
    try {
      return await work();
    } finally {
      end();
    }
  }
}
