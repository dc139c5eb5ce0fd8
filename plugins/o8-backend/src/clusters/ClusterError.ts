/**
 * What went wrong between us and a cluster.
 *
 * @alpha
 */
export type ClusterErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'untrusted'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'gone'
  | 'throttled'
  | 'refused'
  | 'failed'
  | 'invalid';

/**
 * An error of a cluster: data with an address. Its message is a sentence for people
 * and holds no secret, no URL and at most 300 characters of what the cluster said.
 *
 * @alpha
 */
export class ClusterError extends Error {
  readonly code: ClusterErrorCode;
  /** How long the cluster asks us to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ClusterErrorCode,
    message: string,
    options?: { cause?: unknown; retryAfterMs?: number },
  ) {
    super(message, { cause: options?.cause });
    this.name = 'ClusterError';
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs;
  }

  /** Whether the whole cluster is meant, and not one request. */
  get concernsConnection(): boolean {
    return (
      this.code === 'unreachable' ||
      this.code === 'timeout' ||
      this.code === 'untrusted'
    );
  }
}
