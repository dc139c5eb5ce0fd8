import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MB = 1024 * 1024;
const NS_PER_MS = 1_000_000;

/** How this process is. */
export interface HealthSample {
  minute: number;
  /** After a collection, so that it is what is held. */
  heapMb: number;
  rssMb: number;
  /** How late the event loop was since the last sample: mostly, and at its worst. */
  lagP99Ms: number;
  lagMaxMs: number;
}

/** Measures this process: the engine, the fleet that it reads, and the tests. */
export class Health {
  readonly #startedMs = performance.now();
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  readonly #collect: () => void;

  constructor() {
    setFlagsFromString('--expose_gc');
    this.#collect = runInNewContext('gc') as () => void;
    this.#delay.enable();
  }

  sample(): HealthSample {
    const lagP99Ms = this.#delay.percentile(99) / NS_PER_MS;
    const lagMaxMs = this.#delay.max / NS_PER_MS;
    // The collection is ours: it is no lag of the engine.
    this.#collect();
    const { heapUsed, rss } = process.memoryUsage();
    this.#delay.reset();
    return {
      minute: round((performance.now() - this.#startedMs) / 60_000),
      heapMb: round(heapUsed / MB),
      rssMb: round(rss / MB),
      lagP99Ms: round(lagP99Ms),
      lagMaxMs: round(lagMaxMs),
    };
  }

  end(): void {
    this.#delay.disable();
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
