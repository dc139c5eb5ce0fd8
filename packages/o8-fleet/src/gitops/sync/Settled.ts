import { SECOND_MS } from '../../content/time';

/** Even what seems to stay as it is, is looked at from time to time. */
const MAX_AGE_MS = 10 * SECOND_MS;

/**
 * What somebody saw when nothing was left to do. Objects are replaced and never changed,
 * so that the same objects are the same state.
 */
export class Settled {
  readonly #seen: readonly unknown[];
  readonly #sinceMs: number;

  constructor(seen: readonly unknown[], nowMs: number) {
    this.#seen = seen;
    this.#sinceMs = nowMs;
  }

  /** Whether there is still nothing to do. */
  isStill(seen: readonly unknown[], nowMs: number): boolean {
    return (
      nowMs - this.#sinceMs < MAX_AGE_MS &&
      seen.length === this.#seen.length &&
      seen.every((each, index) => each === this.#seen[index])
    );
  }
}
