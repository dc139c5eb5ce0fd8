// More failures than these at a time are told of again and again, and take no memory.
const MAX_REMEMBERED = 1_000;

/**
 * Runs steps that may meet objects which somebody wrote by hand: what fails is told in
 * one line, and the next step has its turn.
 */
export class Guard {
  readonly #log: (line: string) => void;
  readonly #told = new Map<string, string>();

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  /** A step that fails each time in the same way is told of once. */
  run(what: string, step: () => void): void {
    try {
      step();
      this.#told.delete(what);
    } catch (error) {
      const reason = `${error}`.replace(/\s+/g, ' ');
      if (this.#told.get(what) === reason) return;
      if (this.#told.size < MAX_REMEMBERED) this.#told.set(what, reason);
      this.#log(`${what} failed: ${reason}`);
    }
  }
}
