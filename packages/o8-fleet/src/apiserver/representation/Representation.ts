import { notAcceptable } from '../refusals';
import { parseAccept, type MediaType } from './parseAccept';

/** In which form objects are answered. */
export type Representation = 'object' | 'partial' | 'table';

const ANY = new Set(['*/*', 'application/*']);

/** Chooses the first form of an `Accept` header that is served. */
export function chooseRepresentation(
  accept: string | undefined,
): Representation {
  for (const mediaType of parseAccept(accept)) {
    const found = representationOf(mediaType);
    if (found) {
      return found;
    }
  }
  throw notAcceptable();
}

function representationOf(mediaType: MediaType): Representation | undefined {
  const { type, parameters } = mediaType;
  if (ANY.has(type)) {
    return 'object';
  }
  if (type !== 'application/json') {
    return undefined;
  }
  const { as, g, v } = parameters;
  if (as === undefined) {
    return 'object';
  }
  if (g !== 'meta.k8s.io' || v !== 'v1') {
    return undefined;
  }
  if (as === 'Table') {
    return 'table';
  }
  return as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList'
    ? 'partial'
    : undefined;
}
