import type { KubeObject } from '../../types';

/** One change of a store. */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** The revision that the change made. */
  revision: number;
  /** The key of its kind, see `kindKey`. */
  kindKey: string;
  /** What is there now; of a deletion what was there last. */
  object: KubeObject;
  /** What was there before; absent for a creation. */
  previous?: KubeObject;
}

/**
 * The newest changes of a store, a ring of fixed size. Each revision is one change,
 * so that a revision is found by counting.
 */
export class EventLog {
  readonly #ring: (StoreEvent | undefined)[];
  #floor: number;
  #latest: number;

  constructor(options: { capacity: number; revision: number }) {
    this.#ring = new Array(options.capacity);
    this.#floor = options.revision;
    this.#latest = options.revision;
  }

  /** The oldest revision from which every later change is still known. */
  get floor(): number {
    return this.#floor;
  }

  append(event: StoreEvent): void {
    this.#latest = event.revision;
    this.#ring[event.revision % this.#ring.length] = event;
    this.#floor = Math.max(this.#floor, event.revision - this.#ring.length);
  }

  /** The change that made a revision above the floor. */
  at(revision: number): StoreEvent | undefined {
    return revision > this.#floor && revision <= this.#latest
      ? this.#ring[revision % this.#ring.length]
      : undefined;
  }

  /** Forgets everything, as the compaction of a real store does. */
  compact(): void {
    this.#ring.fill(undefined);
    this.#floor = this.#latest;
  }
}
