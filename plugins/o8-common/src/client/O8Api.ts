import type { Answer } from '../answer';
import type { SourceStatus } from '../sourceStatus';

/**
 * Options of every request of {@link O8Api}.
 *
 * @public
 */
export interface O8RequestOptions {
  /** A Backstage token; not needed where `fetchApi` adds one, as in the browser. */
  token?: string;
  /** Ends the request early. */
  signal?: AbortSignal;
}

/**
 * What the backend of Orchestr8 can be asked. Errors are `ResponseError` for an
 * answer that is not 2xx, and `ForwardedError` for one that breaks the contract.
 *
 * @public
 */
export interface O8Api {
  /** Each cluster and source: fresh, stale, failed, unsupported, since when and why. */
  getSources(options?: O8RequestOptions): Promise<Answer<SourceStatus>>;
}
