import type { Guard } from './Guard';

interface Entry {
  dueMs: number;
  owner: string;
  run: () => void;
}

/** What is to happen later. Nothing runs by itself: somebody advances the time. */
export class Agenda {
  readonly #entries: Entry[] = [];
  readonly #guard: Guard;

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  at(dueMs: number, owner: string, run: () => void): void {
    this.#entries.push({ dueMs, owner, run });
    this.#entries.sort((a, b) => a.dueMs - b.dueMs);
  }

  has(owner: string): boolean {
    return this.#entries.some(entry => entry.owner === owner);
  }

  /** Forgets all that an owner had before it. */
  cancel(owner: string): void {
    for (let index = this.#entries.length - 1; index >= 0; index -= 1) {
      if (this.#entries[index].owner === owner) this.#entries.splice(index, 1);
    }
  }

  /** Runs what is due, in its order. */
  advance(nowMs: number): void {
    for (
      let entry = this.#entries[0];
      entry && entry.dueMs <= nowMs;
      entry = this.#entries[0]
    ) {
      this.#entries.shift();
      this.#guard.run(entry.owner, entry.run);
    }
  }
}
