import { KeptReading } from '../KeptReading';

/** What the watching of the store needs. */
export interface StoreHealthOptions {
  /** Throws while the store cannot be read. */
  ping: () => Promise<void>;
  /** For so long an answer is believed, so that nobody can ask the store to death. */
  keepMs?: number;
  /** After which a store without an answer fails. */
  limitMs?: number;
  /** So long it must have failed before this replica is not ready any more. */
  patienceMs?: number;
}

const KEEP_MS = 1_000;
const LIMIT_MS = 2_000;
/** Longer than a database takes to fail over within itself, or a pool to free up. */
const PATIENCE_MS = 10_000;

/**
 * Whether the store answers. Clusters have no part in it: one that is away is what the
 * backend is there to show.
 */
export class StoreHealth {
  readonly #pings: KeptReading<void>;
  readonly #patienceMs: number;
  #failedSinceMs: number | undefined;

  constructor(options: StoreHealthOptions) {
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#pings = new KeptReading({
      read: options.ping,
      keepMs: options.keepMs ?? KEEP_MS,
      limitMs: options.limitMs ?? LIMIT_MS,
    });
  }

  /** Whether it answers now. */
  async isUp(): Promise<boolean> {
    try {
      await this.#pings.get();
      this.#failedSinceMs = undefined;
      return true;
    } catch {
      // Why is nobody's business who may ask this; the log has it from those who write.
      this.#failedSinceMs ??= performance.now();
      return false;
    }
  }

  /** Whether requests should come here: yes, until the store failed for a while. */
  async isReady(): Promise<boolean> {
    if (await this.isUp()) {
      return true;
    }
    const sinceMs = this.#failedSinceMs ?? performance.now();
    return performance.now() - sinceMs < this.#patienceMs;
  }
}
