// Not by its folder, which tells telemetry what it does.
import { withLimit } from '../leases/withLimit';

/** What a reading needs. */
export interface KeptReadingOptions<T> {
  read: () => Promise<T>;
  /** For so long nothing is read again, whether it went well or not. */
  keepMs: number;
  /** After which a reading that has no end has failed. */
  limitMs: number;
}

/** Something that is read at most every so often, however many ask for it at once. */
export class KeptReading<T> {
  readonly #options: KeptReadingOptions<T>;
  #reading: Promise<T> | undefined;
  #begunMs = 0;

  constructor(options: KeptReadingOptions<T>) {
    this.#options = options;
  }

  /** What was read last; throws what reading it threw. */
  async get(): Promise<T> {
    const { read, keepMs, limitMs } = this.#options;
    const nowMs = performance.now();
    if (!this.#reading || nowMs - this.#begunMs >= keepMs) {
      this.#begunMs = nowMs;
      this.#reading = withLimit(read(), { limitMs });
      // Whoever asks sees it; nobody may be asking any more.
      this.#reading.catch(() => undefined);
    }
    return this.#reading;
  }
}
