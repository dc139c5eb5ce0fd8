import type { Fault, Fleet } from '@orchestr8/o8-fleet';
import { scaled } from './scaledTiming';

const MIN_MS = 2_000;
const MAX_MS = 40_000;

const FAULTS: Fault[] = [
  { fault: 'down' },
  { fault: 'hang' },
  { fault: 'slow', delayMs: scaled(20_000) },
  { fault: 'status', status: 401 },
  { fault: 'status', status: 403 },
  { fault: 'status', status: 429 },
  { fault: 'status', status: 500 },
  { fault: 'status', status: 410, as: 'event' },
  { fault: 'status', status: 500, as: 'object' },
  { fault: 'garbage' },
  { fault: 'truncated' },
  { fault: 'reset' },
  { fault: 'stall' },
  { fault: 'repeat' },
  { fault: 'expireContinue' },
  { fault: 'discovery', group: 'velero.io' },
];

/** Does harm to the clusters of a fleet, one after the other; the same for the same seed. */
export class Troublemaker {
  /** What it has done. */
  readonly done: string[] = [];
  readonly #fleet: Fleet;
  #state: number;

  constructor(fleet: Fleet, seed: number) {
    this.#fleet = fleet;
    this.#state = seed;
  }

  /** Does harm until aborted; then all is as it should be again. */
  async run(signal: AbortSignal): Promise<void> {
    const names = this.#fleet.clusters.map(({ name }) => name);
    while (!signal.aborted) {
      const cluster = this.#pick(names);
      this.#harm(cluster);
      await wait(scaled(MIN_MS + this.#random() * (MAX_MS - MIN_MS)), signal);
      this.#fleet.control.clearFault(cluster);
      await wait(scaled(MIN_MS), signal);
    }
    names.forEach(name => this.#fleet.control.clearFault(name));
  }

  #harm(cluster: string): void {
    const { control } = this.#fleet;
    if (this.#random() < 0.2) {
      control.compact(cluster);
      this.done.push(`compact ${cluster}`);
    }
    if (this.#random() < 0.05) {
      control.restore(cluster);
      this.done.push(`restore ${cluster}`);
    }
    const fault = this.#pick(FAULTS);
    control.setFault(cluster, fault);
    this.done.push(`${JSON.stringify(fault)} ${cluster}`);
  }

  #pick<T>(items: T[]): T {
    return items[Math.floor(this.#random() * items.length)];
  }

  // A linear congruential generator (Numerical Recipes): good enough to choose by.
  #random(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
