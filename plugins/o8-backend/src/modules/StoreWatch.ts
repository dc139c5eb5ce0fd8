import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';

/** Between two looks at the store, unless something was written here. */
const INTERVAL_MS = 25;
/** Younger than this, what is known is given while a look is under way. */
const YOUNG_MS = 50;
/** Those who ask wait no longer for a store that is slow and may say nothing new. */
const PATIENCE_MS = 25;
/** After a failed look the store is left alone for so long. */
const RETRY_MS = 100;
/** The first look reads everything, and so does a later one after a long time. */
const LONG_LOOK_MS = 15_000;
/** After so many promises a look is given up: a query may hang for ever. */
const LOST_PROMISES = 5;

interface Look {
  begunMs: number;
  /** How much was written here until then. */
  writes: number;
  /** Whether the store has said something: it is there, and has much to say. */
  isAnswered: boolean;
  done: Promise<void>;
}

/**
 * Looks at the store when somebody asks, never twice at once, and not often; so many may
 * ask at a time as want to. The clock is the one of `performance`.
 */
export class StoreWatch {
  readonly #look: (onAnswer: () => void) => Promise<() => void>;
  readonly #promiseMs: number;
  readonly #logger: Pick<LoggerService, 'warn' | 'info'>;
  #current: Look | undefined;
  /** When the last look that succeeded, and the last that did not, had begun. */
  #knownMs = -Infinity;
  #failedMs = -Infinity;
  #error: unknown;
  #askedMs = -Infinity;
  /** What was written here, and how much of it is known. */
  #writes = 0;
  #knownWrites = 0;

  constructor(options: {
    /**
     * Looks, and returns what takes over what it has found; tells when the store has
     * said its first word.
     */
    look: (onAnswer: () => void) => Promise<() => void>;
    promiseMs: number;
    logger: Pick<LoggerService, 'warn' | 'info'>;
  }) {
    this.#look = options.look;
    this.#promiseMs = options.promiseMs;
    this.#logger = options.logger;
  }

  /** Something was written here. */
  refresh(): void {
    this.#writes += 1;
    const writes = this.#writes;
    // While people look, they should not have to wait for it.
    if (performance.now() - this.#askedMs < this.#promiseMs) {
      const look = this.#lookUntil(() => this.#knownWrites >= writes);
      look.catch(() => undefined); // Logged there.
    }
  }

  /**
   * Resolves as soon as what is known is not older than promised.
   *
   * @throws ServiceUnavailableError if the store does not answer for longer than that
   */
  async untilKnown(): Promise<void> {
    const nowMs = performance.now();
    this.#askedMs = nowMs;
    const writes = this.#writes;
    const isWritten = this.#knownWrites < writes;
    const ageMs = nowMs - this.#knownMs;
    if (!isWritten && ageMs <= INTERVAL_MS) {
      return;
    }
    // What begins now is good enough for whoever asks, and so is what began just now.
    const look = this.#lookUntil(
      () => this.#knownMs >= nowMs - INTERVAL_MS && this.#knownWrites >= writes,
    );
    if (!isWritten && ageMs <= YOUNG_MS) {
      look.catch(() => undefined); // Whoever asks when it is too old hears of it.
      return;
    }
    await this.#waitFor(look, ageMs);
  }

  async #waitFor(look: Promise<void>, ageMs: number): Promise<void> {
    // Whoever has waited in vain gets what is known, if that is young enough still.
    const isEnough = ageMs + PATIENCE_MS <= this.#promiseMs;
    const limit = this.#startLimit(isEnough);
    try {
      await Promise.race([look, limit.reached]);
    } catch (error) {
      if (performance.now() - this.#knownMs > this.#promiseMs) {
        throw new ServiceUnavailableError(
          'What is known of modules cannot be read at the moment',
          error,
        );
      }
    } finally {
      limit.clear();
      look.catch(() => undefined); // The limit may have been first.
    }
  }

  /** How long to wait for a look: longer if the store is there and has much to say. */
  #startLimit(isEnough: boolean): {
    reached: Promise<void>;
    clear: () => void;
  } {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reached = new Promise<void>((_, reject) => {
      const wait = (ms: number, totalMs: number) => {
        timer = setTimeout(() => {
          if (totalMs < LONG_LOOK_MS && this.#current?.isAnswered) {
            wait(LONG_LOOK_MS - totalMs, LONG_LOOK_MS);
          } else {
            reject(new Error(`No answer within ${totalMs} ms`));
          }
        }, ms);
      };
      if (isEnough) {
        timer = setTimeout(reject, PATIENCE_MS, new Error('The store is slow'));
      } else {
        const isFirst = this.#knownMs === -Infinity;
        const limitMs = isFirst ? LONG_LOOK_MS : this.#promiseMs;
        wait(limitMs, limitMs);
      }
    });
    return { reached, clear: () => clearTimeout(timer) };
  }

  /** Looks until that is enough. */
  async #lookUntil(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      const nowMs = performance.now();
      if (this.#error !== undefined && nowMs - this.#failedMs < RETRY_MS) {
        throw this.#error;
      }
      if (!this.#current || this.#isLost(this.#current, nowMs)) {
        this.#current = this.#begin(nowMs);
      }
      // One that began before is waited for: the next one is shared by all who need it.
      await this.#current.done;
    }
  }

  #isLost({ begunMs, isAnswered }: Look, nowMs: number): boolean {
    const isLong = isAnswered || this.#knownMs === -Infinity;
    const limitMs = LOST_PROMISES * this.#promiseMs;
    return nowMs - begunMs > (isLong ? LONG_LOOK_MS + limitMs : limitMs);
  }

  #begin(begunMs: number): Look {
    const writes = this.#writes;
    const done = Promise.resolve();
    const look: Look = { begunMs, writes, isAnswered: false, done };
    look.done = this.#carryOut(look);
    look.done.catch(() => undefined); // Told to those who wait.
    return look;
  }

  async #carryOut(look: Look): Promise<void> {
    try {
      const take = await this.#look(() => {
        look.isAnswered = true;
      });
      // One that was given up says nothing any more.
      if (this.#current === look) {
        take();
        this.#onKnown(look);
      }
    } catch (error) {
      if (this.#current === look) {
        this.#onFailed(error);
      }
      throw error;
    } finally {
      if (this.#current === look) {
        this.#current = undefined;
      }
    }
  }

  #onKnown({ begunMs, writes }: Look): void {
    this.#knownMs = begunMs;
    this.#knownWrites = writes;
    if (this.#error !== undefined) {
      this.#error = undefined;
      this.#logger.info('What is known of modules can be read again');
    }
  }

  #onFailed(error: unknown): void {
    this.#failedMs = performance.now();
    if (this.#error === undefined) {
      this.#logger.warn('What is known of modules cannot be read', {
        error: String(error),
      });
    }
    this.#error = error ?? new Error('Unknown');
  }
}
