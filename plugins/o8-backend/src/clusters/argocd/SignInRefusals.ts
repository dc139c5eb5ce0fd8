/** A password that a server has refused. */
export interface SignInRefusal {
  password: string;
  message: string;
  /** By the clock of `performance.now()`. */
  untilMs: number;
}

/**
 * The passwords that were refused, by server and user. They outlive connections: a lease
 * that is lost and taken again makes a new one, which would try the same password.
 */
export class SignInRefusals {
  readonly #refusals = new Map<string, SignInRefusal>();

  find(url: string, username: string): SignInRefusal | undefined {
    return this.#refusals.get(toKey(url, username));
  }

  set(url: string, username: string, refusal: SignInRefusal): void {
    this.#refusals.set(toKey(url, username), refusal);
  }

  delete(url: string, username: string): void {
    this.#refusals.delete(toKey(url, username));
  }
}

function toKey(url: string, username: string): string {
  return JSON.stringify([url, username]);
}
