import { ClusterError } from '../ClusterError';
import { withTimeout } from '../withTimeout';
import type { Access, AccessProvider } from './Access';

/** Finds out how to get in; with `isRefused` also what was remembered is doubted. */
export type LoadAccess = (options: { isRefused: boolean }) => Promise<Access>;

/**
 * Holds a way in for a while, so that files are not read for each request, and is the
 * one place that asks for another: however many requests are refused, it asks once.
 */
export class AccessHolder implements AccessProvider {
  readonly #load: LoadAccess;
  readonly #holdMs: number;
  readonly #timeoutMs: number;
  #held: { access: Access; untilMs: number } | undefined;
  #loading: Promise<Access> | undefined;

  constructor(options: {
    load: LoadAccess;
    holdMs: number;
    timeoutMs: number;
  }) {
    this.#load = options.load;
    this.#holdMs = options.holdMs;
    this.#timeoutMs = options.timeoutMs;
  }

  async get(): Promise<Access> {
    const held = this.#held;
    if (held && performance.now() < held.untilMs) {
      return held.access;
    }
    try {
      return await this.#reload({ isRefused: false });
    } catch (error) {
      if (held) {
        // A file may be away while it is replaced; what was good is not refused yet.
        return held.access;
      }
      throw error;
    }
  }

  async renew(refused: Access): Promise<boolean> {
    if (this.#held && isSameAccess(this.#held.access, refused)) {
      this.#held = undefined;
    }
    const access =
      this.#held?.access ?? (await this.#reload({ isRefused: true }));
    return !isSameAccess(access, refused);
  }

  // A program that hangs is waited for by everybody, and not started once more.
  async #reload(options: { isRefused: boolean }): Promise<Access> {
    this.#loading ??= this.#load(options)
      .then(access => {
        const untilMs = performance.now() + this.#holdMs;
        this.#held = { access, untilMs };
        return access;
      })
      .finally(() => {
        this.#loading = undefined;
      });
    return withTimeout(
      this.#loading,
      this.#timeoutMs,
      () =>
        new ClusterError(
          'timeout',
          'What signs in to the cluster does not answer',
        ),
    );
  }
}

function isSameAccess(a: Access, b: Access): boolean {
  const toKey = ({ url, headers, tls }: Access) =>
    JSON.stringify([url, headers, tls]);
  return toKey(a) === toKey(b);
}
