import type { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as pause } from 'node:timers/promises';
import { LeaseLostError, type Lease } from './Lease';

/** A lease that this replica has, and the work that is done under it. */
export class Holding {
  readonly lease: Lease;
  /** When the work is over, well or not. */
  readonly done: Promise<void>;
  /** By the clock of this process: the work has to be over by then. */
  deadlineMs: number;
  /** Whether it is, or may soon be, somebody else's. */
  isLost = false;
  readonly #abort = new AbortController();

  constructor(options: {
    lease: Lease;
    deadlineMs: number;
    work: (lease: Lease, signal: AbortSignal) => Promise<void>;
    logger: Pick<LoggerService, 'info' | 'warn'>;
  }) {
    const { lease, deadlineMs, work, logger } = options;
    this.lease = lease;
    this.deadlineMs = deadlineMs;
    this.done = work(lease, this.signal).catch(error => {
      if (error instanceof LeaseLostError) {
        logger.info(error.message);
      } else {
        logger.warn(`The work of ${lease.name} ended`, {
          error: String(error),
        });
      }
    });
  }

  /** Aborted when the work has to end. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Has the work end; whether it did so within the limit. */
  async end(limitMs: number): Promise<boolean> {
    this.#abort.abort();
    const limit = new AbortController();
    const isOver = await Promise.race([
      this.done.then(() => true),
      pause(limitMs, false, { signal: limit.signal, ref: false }).catch(
        () => false, // Aborted below: the race is decided.
      ),
    ]);
    limit.abort();
    return isOver;
  }
}
