import { raceSignal } from './raceSignal';

/** Options of {@link SharedAnswers}. */
export interface SharedAnswersOptions<T> {
  /** How long an answer is given again. */
  ttlMs: number;
  /** Whether an answer may be given again at all. */
  isKept(answer: T): boolean;
}

interface Flight<T> {
  answer: Promise<T>;
  controller: AbortController;
  /** How many wait for it. */
  waiting: number;
}

/** Answers by key: asked for once at a time, kept for a moment, dropped by nobody's wish. */
export class SharedAnswers<T> {
  readonly #options: SharedAnswersOptions<T>;
  readonly #flights = new Map<string, Flight<T>>();
  readonly #kept = new Map<string, T>();

  constructor(options: SharedAnswersOptions<T>) {
    this.#options = options;
  }

  /**
   * The answer of a key. The signal ends the waiting of one caller; what he waited for
   * is ended when the last of them is gone.
   */
  async get(options: {
    key: string;
    load(signal: AbortSignal): Promise<T>;
    signal?: AbortSignal;
  }): Promise<T> {
    const { key, load, signal } = options;
    signal?.throwIfAborted();
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      return kept;
    }
    const flight = this.#flights.get(key) ?? this.#start(key, load);
    flight.waiting++;
    try {
      return await raceSignal(flight.answer, signal);
    } finally {
      flight.waiting--;
      if (flight.waiting === 0) {
        this.#end(key, flight);
      }
    }
  }

  #start(key: string, load: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const answer = load(controller.signal).then(value => {
      // One that was given up may end after its successor began.
      if (!controller.signal.aborted && this.#options.isKept(value)) {
        this.#keep(key, value);
      }
      return value;
    });
    const flight = { answer, controller, waiting: 0 };
    this.#flights.set(key, flight);
    return flight;
  }

  #end(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) {
      this.#flights.delete(key);
    }
    // Nothing happens to what has ended already.
    flight.controller.abort();
  }

  #keep(key: string, value: T): void {
    this.#kept.set(key, value);
    setTimeout(() => this.#kept.delete(key), this.#options.ttlMs).unref();
  }
}
