import { LRUCache } from 'lru-cache';

/** How answers are kept. */
export interface KeptAnswersOptions<T> {
  /** How long, counted from when they were asked for; 0 keeps nothing. */
  keepMs: number;
  /** How much is kept in all: the sum of the sizes. */
  maxSize: number;
  /** How much of that an answer takes, at least 1. */
  sizeOf?: (answer: T) => number;
  /** Told of each answer that was wanted whether it was kept. */
  onAsked?: (isKept: boolean) => void;
}

interface Kept<T> {
  answer: T;
  askedAt: number;
}

/**
 * Keeps answers for a while. Each is asked for once, however many wait for it. A failure
 * is everybody's who waits, and is not kept.
 */
export class KeptAnswers<T> {
  readonly #keepMs: number;
  readonly #onAsked: ((isKept: boolean) => void) | undefined;
  readonly #kept: LRUCache<string, Kept<T>>;
  readonly #asked = new Map<string, { answer: Promise<T>; askedAt: number }>();

  constructor({
    keepMs,
    maxSize,
    sizeOf = () => 1,
    onAsked,
  }: KeptAnswersOptions<T>) {
    this.#keepMs = keepMs;
    this.#onAsked = onAsked;
    this.#kept = new LRUCache({
      maxSize,
      sizeCalculation: ({ answer }) => sizeOf(answer),
    });
  }

  /** How many answers are in memory. */
  get count(): number {
    return this.#kept.size;
  }

  /** What is kept, if it is not older than this or than what is kept at all. */
  peek(key: string, maxAgeMs = this.#keepMs): T | undefined {
    const kept = this.#kept.get(key);
    return kept && this.#isWithin(kept.askedAt, maxAgeMs)
      ? kept.answer
      : undefined;
  }

  /** What is kept, or what the question answers. */
  async get(
    key: string,
    ask: () => Promise<T>,
    maxAgeMs = this.#keepMs,
  ): Promise<T> {
    const kept = this.peek(key, maxAgeMs);
    this.#onAsked?.(kept !== undefined);
    if (kept !== undefined) {
      return kept;
    }
    const asked = this.#asked.get(key);
    // Nobody waits behind a question that was never answered.
    return asked && this.#isWithin(asked.askedAt, maxAgeMs)
      ? asked.answer
      : this.#ask(key, ask);
  }

  async #ask(key: string, ask: () => Promise<T>): Promise<T> {
    const askedAt = performance.now();
    const asked = { answer: ask(), askedAt };
    this.#asked.set(key, asked);
    try {
      const answer = await asked.answer;
      if (this.#keepMs > 0 && this.#asked.get(key) === asked) {
        this.#kept.set(key, { answer, askedAt });
        this.#dropOld();
      }
      return answer;
    } finally {
      // A later question may have taken its place.
      if (this.#asked.get(key) === asked) {
        this.#asked.delete(key);
      }
    }
  }

  // Callers come and go: what nobody asks for any more would take memory for ever.
  #dropOld(): void {
    for (;;) {
      const [oldest] = this.#kept.rkeys();
      const kept = this.#kept.peek(oldest);
      if (!kept || this.#isWithin(kept.askedAt, this.#keepMs)) {
        return;
      }
      this.#kept.delete(oldest);
    }
  }

  #isWithin(askedAt: number, ageMs: number): boolean {
    return performance.now() - askedAt < Math.min(ageMs, this.#keepMs);
  }
}
