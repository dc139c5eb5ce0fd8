const MAX_FAILURES = 5;
const WINDOW_MS = 5 * 60_000;
// Names that nobody has are remembered, too.
const MAX_NAMES = 10_000;

/** Who has failed to log in how often: after five times the account is shut for five minutes. */
export class LoginFailures {
  readonly #now: () => Date;
  readonly #failures = new Map<string, { count: number; lastMs: number }>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Whether not even the right password helps; to try does not make it longer. */
  isLocked(username: string): boolean {
    const failure = this.#failures.get(username);
    return (
      failure !== undefined &&
      failure.count >= MAX_FAILURES &&
      this.#now().getTime() - failure.lastMs <= WINDOW_MS
    );
  }

  fail(username: string): void {
    this.#forgetOld();
    const count = (this.#failures.get(username)?.count ?? 0) + 1;
    this.#failures.delete(username);
    this.#failures.set(username, { count, lastMs: this.#now().getTime() });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MAX_NAMES) this.#failures.delete(oldest);
  }

  succeed(username: string): void {
    this.#failures.delete(username);
  }

  #forgetOld(): void {
    const sinceMs = this.#now().getTime() - WINDOW_MS;
    for (const [username, { lastMs }] of this.#failures) {
      if (lastMs < sinceMs) this.#failures.delete(username);
    }
  }
}
