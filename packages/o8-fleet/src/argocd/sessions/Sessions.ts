import {
  createHash,
  createHmac,
  randomUUID,
  timingSafeEqual,
} from 'node:crypto';
import { PORTAL, PORTAL_USER, type Caller } from '../access';
import {
  GrpcError,
  invalidArgument,
  invalidLogin,
  invalidSession,
  noSession,
} from '../errors';
import { LoginFailures } from './LoginFailures';
import { signToken, verifyToken } from './SignedToken';

const SESSION_MS = 24 * 60 * 60_000;
const MAX_USERNAME_LENGTH = 32;
const MAX_CONCURRENT_LOGINS = 50;
// The real one takes half a second to a second, so that nothing is learnt from the time.
const LOGIN_MS = 20;
const LOGIN = ':login';
const BEARER = /^Bearer +(\S+)$/i;
const COOKIE = /(?:^|;\s*)argocd\.token=([^;]+)/;

/** Where a token may be. */
interface Headers {
  authorization?: string;
  cookie?: string;
}

/** The accounts of one Argo CD, their logins and their tokens. */
export class Sessions {
  readonly #key: Buffer;
  readonly #token: string;
  readonly #password: string;
  readonly #now: () => Date;
  readonly #failures: LoginFailures;
  #logins = 0;

  constructor(options: {
    /** The tokens of an instance are good there alone. */
    instance: string;
    /** The token of the account that reads. */
    token: string;
    password: string;
    now: () => Date;
  }) {
    const { instance, token, password, now } = options;
    // From what survives a restart; another password ends the sessions of the old one.
    this.#key = createHmac('sha256', `${token}.${password}`)
      .update(`argocd/${instance}`)
      .digest();
    this.#token = token;
    this.#password = password;
    this.#now = now;
    this.#failures = new LoginFailures(now);
  }

  /** A token for a username and a password. */
  async logIn(username: string, password: string): Promise<string> {
    if (this.#logins >= MAX_CONCURRENT_LOGINS) {
      throw invalidLogin();
    }
    this.#logins += 1;
    try {
      this.#verify(username, password);
      return this.#sign(username);
    } finally {
      await new Promise(resolve => setTimeout(resolve, LOGIN_MS));
      this.#logins -= 1;
    }
  }

  /** Who calls; undefined for nobody at all. */
  find(headers: Headers): Caller | undefined {
    const token =
      BEARER.exec(headers.authorization ?? '')?.[1] ??
      COOKIE.exec(headers.cookie ?? '')?.[1];
    if (token === undefined) {
      return undefined;
    }
    if (isSame(token, this.#token)) {
      return { account: PORTAL, subject: `${PORTAL.name}:apiKey` };
    }
    const { sub } = verifyToken(token, { key: this.#key, now: this.#now() });
    if (sub !== `${PORTAL_USER.name}${LOGIN}`) {
      throw invalidSession(`account of ${sub} does not exist`);
    }
    return { account: PORTAL_USER, subject: sub };
  }

  /** Who calls, where nobody minds a token that is not good. */
  findQuietly(headers: Headers): Caller | undefined {
    try {
      return this.find(headers);
    } catch (error) {
      if (error instanceof GrpcError) return undefined;
      throw error;
    }
  }

  /** Who calls. */
  require(headers: Headers): Caller {
    const caller = this.find(headers);
    if (!caller) throw noSession();
    return caller;
  }

  #verify(username: string, password: string): void {
    if (username === '' || password === '') {
      throw new GrpcError('unauthenticated', 'no credentials supplied');
    }
    if (username.length > MAX_USERNAME_LENGTH) {
      throw invalidArgument(
        `Username is too long (${MAX_USERNAME_LENGTH} bytes max)`,
      );
    }
    if (this.#failures.isLocked(username)) {
      throw invalidLogin();
    }
    if (username !== PORTAL_USER.name || !isSame(password, this.#password)) {
      this.#failures.fail(username);
      throw invalidLogin();
    }
    this.#failures.succeed(username);
  }

  #sign(username: string): string {
    const nowMs = this.#now().getTime();
    return signToken(
      {
        jti: randomUUID(),
        iss: 'argocd',
        sub: `${username}${LOGIN}`,
        iat: Math.floor(nowMs / 1_000),
        exp: Math.floor((nowMs + SESSION_MS) / 1_000),
      },
      this.#key,
    );
  }
}

/** In a time that says nothing of the secret. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digestOf(a), digestOf(b));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
