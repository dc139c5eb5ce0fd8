import { z } from 'zod';
import type { ConnectionTiming } from '../../timing';
import {
  toBearer,
  type Access,
  type AccessHolder,
  type AccessProvider,
  type RenewReason,
} from '../access';
import { ClusterError, type ClusterErrorCode } from '../ClusterError';
import { ApiClient } from '../http';
import { parseAnswer } from '../kubernetesMessages';
import { SignInRefusals } from './SignInRefusals';
import { toLifetimeMs } from './toLifetimeMs';

/** How a user signs in. */
export interface ArgocdSessionOptions {
  url: string;
  /** Where the API is, and how it is verified. */
  base: AccessHolder;
  username: string;
  /** A password in a file may be put right while we run. */
  readPassword: () => Promise<string>;
  isPasswordFile: boolean;
  timing: ConnectionTiming;
}

const sessionSchema = z.object({ token: z.string().min(1) });

/** The rest of a lifetime in which a session is renewed before it ends. */
const RENEW_AT = 0.9;

/** Answers that say that signing in once more would have no other end. */
const REFUSALS: ClusterErrorCode[] = [
  'unauthorized',
  'forbidden',
  'refused',
  'throttled',
];

interface Session {
  signed: ReturnType<typeof toBearer>;
  sinceMs: number;
  untilMs: number;
}

/** Of this process: each replica tries for itself, and only while it holds the lease. */
const REFUSALS_SO_FAR = new SignInRefusals();

/**
 * One session of one user for all requests. A password that was refused is not tried
 * again for minutes: Argo CD locks out who tries often, with the right password too.
 */
export class ArgocdSession implements AccessProvider {
  readonly #options: ArgocdSessionOptions;
  readonly #client: ApiClient;
  readonly #closed = new AbortController();
  #session: Session | undefined;
  #signingIn: Promise<Session> | undefined;

  constructor(options: ArgocdSessionOptions) {
    this.#options = options;
    this.#client = new ApiClient({
      access: options.base,
      timing: options.timing,
    });
  }

  async get(): Promise<Access> {
    const base = await this.#options.base.get();
    if (!this.#session || performance.now() >= this.#session.untilMs) {
      this.#signingIn ??= this.#signIn().finally(() => {
        this.#signingIn = undefined;
      });
      this.#session = await this.#signingIn;
    }
    return { ...base, ...this.#session.signed };
  }

  async renew(refused: Access, reason: RenewReason): Promise<boolean> {
    const { base, timing } = this.#options;
    if (reason === 'untrusted') {
      const { url, tls } = refused;
      return base.renew({ url, tls, headers: {}, secrets: [] });
    }
    const { authorization } = refused.headers;
    if (this.#session?.signed.headers.authorization === authorization) {
      const ageMs = performance.now() - this.#session.sinceMs;
      if (ageMs < timing.pollIntervalMs) {
        // What is refused right after signing in would be refused again.
        return false;
      }
      this.#session = undefined;
    }
    await this.get();
    return true;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#client.close();
  }

  async #signIn(): Promise<Session> {
    const password = await this.#options.readPassword();
    this.#throwIfRefused(password);
    const sinceMs = performance.now();
    const { token } = await this.#ask(password);
    const { url, username } = this.#options;
    REFUSALS_SO_FAR.delete(url, username);
    return {
      signed: toBearer(token, 'The session token'),
      sinceMs,
      untilMs: sinceMs + toLifetimeMs(token) * RENEW_AT,
    };
  }

  async #ask(password: string): Promise<z.output<typeof sessionSchema>> {
    const { username } = this.#options;
    try {
      const answer = await this.#client.getJson({
        path: '/api/v1/session',
        json: { username, password },
        secrets: [password],
        signal: this.#closed.signal,
      });
      return parseAnswer(sessionSchema, answer);
    } catch (error) {
      if (error instanceof ClusterError && REFUSALS.includes(error.code)) {
        this.#refuse(password, error);
        this.#throwIfRefused(password);
      }
      if (this.#closed.signal.aborted) {
        throw new ClusterError('unreachable', 'The connection was closed');
      }
      throw error;
    }
  }

  #refuse(password: string, { message, retryAfterMs = 0 }: ClusterError): void {
    const { url, username, timing } = this.#options;
    const pauseMs = Math.max(timing.signInPauseMs, retryAfterMs);
    const untilMs = performance.now() + pauseMs;
    REFUSALS_SO_FAR.set(url, username, { password, message, untilMs });
  }

  // Another password was not refused yet.
  #throwIfRefused(password: string): void {
    const { url, username, isPasswordFile, timing } = this.#options;
    const refusal = REFUSALS_SO_FAR.find(url, username);
    const leftMs = (refusal?.untilMs ?? 0) - performance.now();
    if (!refusal || password !== refusal.password || leftMs <= 0) {
      return;
    }
    throw new ClusterError(
      'unauthorized',
      `Signing in was refused, and is not tried again for ${toWords(
        timing.signInPauseMs,
      )} or until the password is another one, because Argo CD locks out who tries often. ${
        refusal.message
      }`,
      {
        // A file is looked at meanwhile: that asks nobody.
        retryAfterMs: isPasswordFile
          ? Math.min(leftMs, timing.pollIntervalMs)
          : leftMs,
      },
    );
  }
}

function toWords(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1_000);
  return seconds < 120
    ? `${seconds} seconds`
    : `${Math.round(seconds / 60)} minutes`;
}
