import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';
import { MODULES_CHANNEL } from '@orchestr8/backstage-plugin-o8-common';
import { KEYS_IN_SIGNAL, toSignal } from './toSignal';
import { toKey } from './toKey';

/**
 * For so long changes are gathered. It has to be longer than an index goes without a look
 * at the store: whoever asks because of a signal must not get what was known before.
 */
const GATHER_MS = 200;
/** After which a signal is sent though nothing changed: pages see that signals arrive. */
const QUIET_MS = 20_000;
/** A delivery that takes longer is given up. */
const DELIVERY_LIMIT_MS = 10_000;

/** What {@link ModuleSignals} needs. */
export interface ModuleSignalsOptions {
  signals: SignalsService;
  /** The same on all replicas. */
  secret: string;
  logger: Pick<LoggerService, 'warn' | 'info'>;
}

/**
 * Tells open pages that modules changed, by keys that say nothing to others. A hint only:
 * nobody waits for its delivery, and whom it does not reach looks now and then anyway.
 */
export class ModuleSignals {
  readonly #options: ModuleSignalsOptions;
  #changed: Set<string> | 'all' = new Set();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isGathering = false;
  #isDelivering = false;
  #isRunning = false;
  #sent = 0;
  #failed = 0;
  /** What the last one would have said may have reached nobody. */
  #isFailing = false;

  constructor(options: ModuleSignalsOptions) {
    this.#options = options;
  }

  /** What signals call an entity. */
  keyOf(entityRef: string): string {
    return toKey(entityRef, this.#options.secret);
  }

  /** How many signals were handed over since the start, and how many could not be. */
  get counts(): { sent: number; failed: number } {
    return { sent: this.#sent, failed: this.#failed };
  }

  /** From now on pages hear something at least every few seconds. */
  start(): void {
    this.#isRunning = true;
    this.#plan();
  }

  /** Says what is gathered: nobody else knows of it. Nothing is sent any more after that. */
  async stop(): Promise<void> {
    const isWaiting = this.#isRunning && this.#isGathering;
    this.#isRunning = false;
    clearTimeout(this.#timer);
    if (isWaiting) {
      await this.#deliver();
    }
  }

  /** The states of some entities are others now. Only after that is kept. */
  addModules(entityRefs: Iterable<string>): void {
    for (const ref of entityRefs) {
      if (this.#changed === 'all') {
        break;
      }
      this.#changed.add(this.keyOf(ref));
      if (this.#changed.size > KEYS_IN_SIGNAL) {
        this.#changed = 'all';
      }
    }
    this.#gather();
  }

  /** How fresh what is known of a cluster is changed: that concerns all who look. */
  addSources(): void {
    this.#changed = 'all';
    this.#gather();
  }

  #gather(): void {
    const isSomething = this.#changed === 'all' || this.#changed.size > 0;
    if (isSomething && !this.#isGathering) {
      this.#isGathering = true;
      this.#plan();
    }
  }

  #plan(): void {
    // While one is on its way, the next one is gathered: a slow bus gets fewer of them.
    if (!this.#isRunning || this.#isDelivering) {
      return;
    }
    clearTimeout(this.#timer);
    const pauseMs = this.#isGathering ? GATHER_MS : QUIET_MS;
    this.#timer = setTimeout(() => this.#deliver(), pauseMs);
    this.#timer.unref();
  }

  async #deliver(): Promise<void> {
    // What was lost is said again, as that anything may have changed.
    const message = { ...toSignal(this.#isFailing ? 'all' : this.#changed) };
    this.#changed = new Set();
    this.#isGathering = false;
    this.#isDelivering = true;
    try {
      await this.#publish(message);
      this.#sent++;
      this.#onDelivered();
    } catch (error) {
      this.#failed++;
      this.#onFailed(error);
    } finally {
      this.#isDelivering = false;
      this.#plan();
    }
  }

  // A bus that hangs must not keep what changes later.
  async #publish(message: JsonObject): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`Not delivered within ${DELIVERY_LIMIT_MS} ms`));
      }, DELIVERY_LIMIT_MS);
      timer.unref();
    });
    try {
      const delivery = this.#options.signals.publish({
        recipients: { type: 'broadcast' },
        channel: MODULES_CHANNEL,
        message,
      });
      await Promise.race([delivery, limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  // Once, and not for each signal: pages go on by looking themselves.
  #onFailed(error: unknown): void {
    if (!this.#isFailing) {
      this.#isFailing = true;
      this.#options.logger.warn(
        'Signals to open pages cannot be delivered; pages look themselves',
        { error: String(error) },
      );
    }
  }

  #onDelivered(): void {
    if (this.#isFailing) {
      this.#isFailing = false;
      this.#options.logger.info('Signals to open pages are delivered again');
    }
  }
}
