import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { Source } from './source';

/**
 * Where modules of the o8 backend add what it reads.
 *
 * @public
 */
export interface O8SourcesExtensionPoint {
  /** Throws a `ConflictError` if there is a source of that id already. */
  addSource(source: Source): void;
}

/**
 * Adds sources to the o8 backend.
 *
 * @public
 */
export const o8SourcesExtensionPoint =
  createExtensionPoint<O8SourcesExtensionPoint>({ id: 'o8.sources' });
