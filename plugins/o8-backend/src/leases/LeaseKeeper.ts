import type { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as pause } from 'node:timers/promises';
import { noTelemetry, type EngineTelemetry } from '../telemetry';
import type { LeaseTiming } from '../timing';
import { classOf, fairShare, rotate } from './fairShare';
import { Holding } from './Holding';
import type { Lease, LeaseStore, Standing } from './Lease';
import { withLimit } from './withLimit';

/** What the keeper of leases needs. */
export interface LeaseKeeperOptions {
  store: LeaseStore;
  /** This replica; no other one is ever called so, not even itself after a restart. */
  holder: string;
  /** All leases that there are; those of one class begin alike, up to the slash. */
  names: string[];
  /**
   * What a lease is the right to do. It must end soon after the signal was aborted:
   * then the lease is given back, or it is somebody else's already.
   */
  work: (lease: Lease, signal: AbortSignal) => Promise<void>;
  timing: LeaseTiming;
  telemetry?: Pick<EngineTelemetry, 'expectLeases' | 'leaseChanged'>;
  logger: Pick<LoggerService, 'info' | 'warn'>;
  /** A clock that never jumps back, in milliseconds. */
  monotonicMs?: () => number;
}

/**
 * Has a fair share of leases, and the work done that each is the right to. It gives up
 * a lease before it ends if it cannot be renewed: by its own clock, because a database
 * that is away tells nothing.
 */
export class LeaseKeeper {
  readonly #options: LeaseKeeperOptions;
  readonly #monotonicMs: () => number;
  readonly #telemetry: NonNullable<LeaseKeeperOptions['telemetry']>;
  /** A lease is given up so long before its end. */
  readonly #marginMs: number;
  readonly #holdings = new Map<string, Holding>();
  /** Of leases that are about to be given back. */
  readonly #endings = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;
  #watchdog: NodeJS.Timeout | undefined;

  constructor(options: LeaseKeeperOptions) {
    this.#options = options;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#telemetry = options.telemetry ?? noTelemetry;
    this.#marginMs = options.timing.leaseTtlMs / 6;
  }

  /** Begins to take leases. */
  start(): void {
    // A timer that was due while the process stood still comes first when it goes on.
    this.#watchdog = setInterval(() => this.#dropOverdue(), this.#marginMs / 2);
    this.#watchdog.unref();
    this.#telemetry.expectLeases(this.#options.names);
    this.#loop = this.#lookForEver();
  }

  /** Ends the work, gives everything back and leaves. */
  async stop(): Promise<void> {
    const { store, holder } = this.#options;
    this.#stopping.abort();
    this.#holdings.forEach(holding => this.#giveUp(holding));
    // The last look gives back by itself what it takes now.
    await this.#loop;
    await Promise.all(this.#endings);
    clearInterval(this.#watchdog);
    await this.#try('Leaving', () => this.#ask(store.leave(holder)));
  }

  async #lookForEver(): Promise<void> {
    const { leaseRenewMs } = this.#options.timing;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const startMs = this.#monotonicMs();
      await this.#try('Keeping leases', () => this.#look(startMs));
      const restMs = leaseRenewMs - (this.#monotonicMs() - startMs);
      // After a call that hung, not at once either.
      await pause(Math.max(restMs, leaseRenewMs / 5), undefined, {
        signal,
        ref: false,
      }).catch(() => undefined); // It was aborted: the loop sees that.
    }
  }

  async #look(startMs: number): Promise<void> {
    const { store, holder, names, timing } = this.#options;
    // At once: leases must not end because something else was slow.
    const [standing] = await Promise.all([
      this.#ask(store.heartbeat({ holder, ttlMs: timing.leaseTtlMs })),
      this.#renew(),
    ]);
    if (this.#stopping.signal.aborted) {
      return;
    }
    for (const [leaseClass, all] of groupByClass(names)) {
      const share = fairShare({ leaseClass, count: all.length, standing });
      const held = all.flatMap(name => this.#holdings.get(name) ?? []);
      const kept = held.filter(({ signal }) => !signal.aborted);
      if (kept.length > share) {
        kept.slice(share).forEach(holding => this.#giveUp(holding));
      } else if (kept.length < share) {
        const wanted = share - kept.length;
        await this.#take({ names: all, wanted, standing, startMs });
      }
    }
  }

  async #renew(): Promise<void> {
    const { store, timing } = this.#options;
    const ttlMs = timing.leaseTtlMs;
    const sentMs = this.#monotonicMs();
    // Also those whose work is about to end: until then they must not be others'.
    const holdings = [...this.#holdings.values()].filter(h => !h.isLost);
    const leases = holdings.map(({ lease }) => lease);
    const renewed = await this.#ask(store.renew(leases, { ttlMs }));
    const names = new Set(renewed.map(({ name }) => name));
    for (const holding of holdings) {
      const { name } = holding.lease;
      if (names.has(name)) {
        holding.deadlineMs = sentMs + ttlMs - this.#marginMs;
      } else if (this.#holdings.get(name) === holding) {
        this.#lose(holding, 'it is somebody else’s now');
      }
    }
    this.#dropOverdue();
  }

  async #take(options: {
    names: string[];
    wanted: number;
    standing: Standing;
    startMs: number;
  }): Promise<void> {
    const { names, standing, startMs } = options;
    const { store, timing } = this.#options;
    let { wanted } = options;
    const taken = await this.#ask(store.listTaken(names));
    const free = rotate(names, standing).filter(
      name => !taken.has(name) && !this.#holdings.has(name),
    );
    for (const name of free) {
      const isLate = this.#monotonicMs() - startMs > timing.leaseRenewMs;
      if (wanted === 0 || isLate || this.#stopping.signal.aborted) {
        // Those that are held have to be renewed before any other is taken.
        return;
      }
      wanted -= (await this.#acquire(name)) ? 1 : 0;
    }
  }

  async #acquire(name: string): Promise<boolean> {
    const { store, holder, timing } = this.#options;
    const ttlMs = timing.leaseTtlMs;
    const deadlineMs = this.#monotonicMs() + ttlMs - this.#marginMs;
    const giveBack = (lease: Lease | null) => {
      if (lease) {
        void this.#release(lease);
      }
    };
    const lease = await withLimit(store.acquire({ name, holder, ttlMs }), {
      limitMs: timing.leaseRenewMs,
      onLate: giveBack,
    });
    if (!lease) {
      return false;
    }
    if (this.#stopping.signal.aborted || this.#monotonicMs() >= deadlineMs) {
      giveBack(lease);
      return false;
    }
    const { work, logger } = this.#options;
    const holding = new Holding({ lease, deadlineMs, work, logger });
    this.#holdings.set(name, holding);
    this.#telemetry.leaseChanged(name, 'taken');
    void holding.done.then(() => this.#giveUp(holding));
    return true;
  }

  #dropOverdue(): void {
    const nowMs = this.#monotonicMs();
    for (const holding of this.#holdings.values()) {
      if (nowMs >= holding.deadlineMs) {
        this.#lose(holding, 'it could not be renewed');
      }
    }
  }

  #lose(holding: Holding, reason: string): void {
    if (!holding.isLost) {
      holding.isLost = true;
      this.#telemetry.leaseChanged(holding.lease.name, 'lost');
      this.#options.logger.warn(`Lost ${holding.lease.name}: ${reason}`);
      this.#giveUp(holding);
    }
  }

  #giveUp(holding: Holding): void {
    const ending = this.#end(holding).finally(() =>
      this.#endings.delete(ending),
    );
    this.#endings.add(ending);
  }

  /** Ends the work first, so that the next one who has the lease is alone. */
  async #end(holding: Holding): Promise<void> {
    const { logger, timing } = this.#options;
    const { lease } = holding;
    // Who stops a process does not wait for long.
    const isOver = await holding.end(
      this.#stopping.signal.aborted ? timing.leaseRenewMs : timing.leaseTtlMs,
    );
    if (this.#holdings.get(lease.name) === holding) {
      if (!isOver) {
        // Given back nevertheless: what it still writes will be refused.
        logger.warn(`The work of ${lease.name} does not end`);
      }
      this.#holdings.delete(lease.name);
      if (!holding.isLost) {
        this.#telemetry.leaseChanged(lease.name, 'given_back');
      }
      await this.#release(lease);
    }
  }

  async #release(lease: Lease): Promise<void> {
    const { store } = this.#options;
    await this.#try(`Giving back ${lease.name}`, () =>
      this.#ask(store.release([lease])),
    );
  }

  #ask<T>(answer: Promise<T>): Promise<T> {
    return withLimit(answer, { limitMs: this.#options.timing.leaseRenewMs });
  }

  /** Nothing here may end the keeper: what failed is tried again at the next look. */
  async #try(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.logger.warn(`${what} failed`, { error: String(error) });
    }
  }
}

function groupByClass(names: string[]): Map<string, string[]> {
  const classes = new Map<string, string[]>();
  for (const name of names) {
    const key = classOf(name);
    classes.set(key, [...(classes.get(key) ?? []), name]);
  }
  return classes;
}
