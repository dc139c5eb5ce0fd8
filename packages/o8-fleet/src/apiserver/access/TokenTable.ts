import { createHash, timingSafeEqual } from 'node:crypto';

const BEARER = /^Bearer +(\S+)$/i;

/** Who owns which token. Compared by digests, in a time that says nothing of the token. */
export class TokenTable<T> {
  readonly #entries: { digest: Buffer; owner: T }[];

  constructor(tokens: { token: string; owner: T }[]) {
    this.#entries = tokens.map(({ token, owner }) => ({
      digest: digestOf(token),
      owner,
    }));
  }

  /** The owner of the token in an `Authorization` header. */
  find(authorization: string | undefined): T | undefined {
    const token = BEARER.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      return undefined;
    }
    const digest = digestOf(token);
    let found: T | undefined;
    for (const entry of this.#entries) {
      if (timingSafeEqual(entry.digest, digest)) {
        found = entry.owner;
      }
    }
    return found;
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
