import { isNotRead, type FaultWorld } from './FaultWorld';

/** What the engine said at one moment. */
export interface Sample {
  atMs: number;
  /** `cluster/source` of what counted as known. */
  known: Set<string>;
  /** The facets of the module that were shown as good. */
  good: Set<string>;
}

const EVERY_MS = 100;

/** Looks at what the engine says, again and again, and keeps all of it. */
export class Witness {
  readonly samples: Sample[] = [];
  readonly #world: FaultWorld;
  readonly #ended = new AbortController();
  readonly #watching: Promise<void>;

  constructor(world: FaultWorld) {
    this.#world = world;
    this.#watching = this.#watch();
  }

  /** Ends, with everything that was seen; throws if it could not look. */
  async end(): Promise<Sample[]> {
    this.#ended.abort();
    await this.#watching;
    return this.samples;
  }

  async #watch(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      if (!this.#world.database.isAway) {
        await this.#look();
      }
      await new Promise(resolve => setTimeout(resolve, EVERY_MS));
    }
  }

  async #look(): Promise<void> {
    try {
      const statuses = await this.#world.statuses();
      const states = await this.#world.states();
      this.samples.push({
        atMs: performance.now(),
        known: new Set(
          statuses
            .filter(status => !isNotRead(status))
            .map(({ cluster, source }) => `${cluster}/${source}`),
        ),
        good: new Set(
          states
            .filter(({ state }) => state.verdict === 'good')
            .map(({ facet }) => facet),
        ),
      });
    } catch (error) {
      // Nothing can be shown while the database is away, so nothing false either.
      if (!this.#world.database.isAway) {
        throw error;
      }
    }
  }
}
