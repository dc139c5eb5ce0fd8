import type { ClusterConnection, Probe, ServedKind } from './ClusterConnection';
import { ClusterError } from './ClusterError';

/** In the place of a cluster that cannot be read: says why, and connects to nothing. */
export class UnsupportedConnection implements ClusterConnection {
  readonly #reason: string;

  constructor(reason: string) {
    this.#reason = reason;
  }

  async probe(): Promise<Probe> {
    throw this.#refuse();
  }

  async discover(): Promise<(ServedKind | ClusterError | null)[]> {
    throw this.#refuse();
  }

  // eslint-disable-next-line require-yield -- there is nothing to yield
  async *list(): AsyncGenerator<never> {
    throw this.#refuse();
  }

  async watch(): Promise<AsyncIterable<never>> {
    throw this.#refuse();
  }

  async close(): Promise<void> {}

  #refuse(): ClusterError {
    return new ClusterError('refused', this.#reason);
  }
}
