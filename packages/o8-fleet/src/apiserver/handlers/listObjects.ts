import { isError } from '@backstage/errors';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { KubeObject } from '../../types';
import { badRequest, expired, tooLargeResourceVersion } from '../refusals';
import { chooseRepresentation } from '../representation';
import { CompactedError, objectKey } from '../store';
import type { ApiRequest } from './ApiRequest';
import {
  continueExpired,
  decodeContinue,
  encodeContinue,
} from './continueToken';
import { readListOptions, type ListOptions } from './readListOptions';
import { selectorOf } from './selectorOf';
import { serializeList } from './serializeList';

/** `GET …/<plural>`, of all namespaces or of one. */
export async function listObjects(request: ApiRequest): Promise<void> {
  const { req, res, definition, context } = request;
  const representation = chooseRepresentation(req.headers.accept);
  const options = readListOptions(req.query);
  assertTogether(options);
  const page = readPage(request, options);
  res.setHeader('Content-Type', 'application/json');
  res.setHeader('Vary', 'Accept');
  const chunks = serializeList({
    definition,
    representation,
    metadata: page.metadata,
    objects: page.objects,
    now: context.now(),
  });
  const first = chunks.next();
  const second = chunks.next();
  // One piece has a length, so that a small answer is not compressed for nothing.
  if (first.done || second.done) {
    res.end(first.value);
    return;
  }
  async function* inTurns() {
    yield first.value;
    yield second.value;
    for (const chunk of chunks) {
      // Other requests have their turn between two pieces of a long list.
      await new Promise(resolve => setImmediate(resolve));
      yield chunk;
    }
  }
  try {
    await pipeline(Readable.from(inTurns()), res);
  } catch (error) {
    // A client may leave in the middle of a list.
    if (!isError(error) || error.code !== 'ERR_STREAM_PREMATURE_CLOSE') {
      throw error;
    }
  }
}

interface Page {
  metadata: {
    resourceVersion: string;
    continue?: string;
    remainingItemCount?: number;
  };
  objects: readonly KubeObject[];
}

function readPage(request: ApiRequest, options: ListOptions): Page {
  const { definition, context } = request;
  const { revision, afterKey } = readPosition(request, options);
  const selector = selectorOf(options, definition);
  const candidates = readRange(request, { revision, afterKey }, options);
  const limit = options.limit || Infinity;
  const objects: KubeObject[] = [];
  let at = 0;
  for (; at < candidates.length && objects.length < limit; at++) {
    if (!selector || selector(candidates[at])) {
      objects.push(candidates[at]);
    }
  }
  const metadata: Page['metadata'] = { resourceVersion: `${revision}` };
  if (at < candidates.length) {
    const { namespace, name } = candidates[at - 1].metadata;
    metadata.continue = encodeContinue(
      { revision, afterKey: objectKey(namespace, name) },
      context.now(),
    );
    // With a selector nobody has counted, so real servers stay silent too.
    if (!selector) {
      metadata.remainingItemCount = candidates.length - at;
    }
  }
  return { metadata, objects };
}

function readRange(
  request: ApiRequest,
  position: { revision: number; afterKey?: string },
  options: ListOptions,
): readonly KubeObject[] {
  const { definition, context, info } = request;
  const { revision, afterKey } = position;
  try {
    return context.store.range(
      definition,
      { namespace: info.namespace, afterKey },
      revision,
    );
  } catch (error) {
    if (error instanceof CompactedError) {
      throw options.continue
        ? continueExpired(options.continue, context.now())
        : expired(
            `The resourceVersion for the provided list is too old: ${revision}`,
          );
    }
    throw error;
  }
}

/** Which state of the store the list shows, and where it begins. */
function readPosition(
  request: ApiRequest,
  options: ListOptions,
): { revision: number; afterKey?: string } {
  const { context, info } = request;
  const current = context.store.revision;
  if (options.continue) {
    const now = context.now();
    if (context.gate.expiresContinue(info)) {
      throw continueExpired(options.continue, now);
    }
    const { revision = current, afterKey } = decodeContinue(options.continue, {
      now,
      ttlMs: context.continueTtlMs,
    });
    // Given out before the store went back to a backup.
    if (revision > current) {
      throw tooLargeResourceVersion(revision, current);
    }
    return { revision, afterKey };
  }
  const asked = options.resourceVersion ?? 0;
  if (asked > current) {
    throw tooLargeResourceVersion(asked, current);
  }
  // A limit makes an older revision exact, as the table in the API concepts says.
  const { limit, resourceVersionMatch = limit ? 'Exact' : 'NotOlderThan' } =
    options;
  const isExact = asked !== 0 && resourceVersionMatch === 'Exact';
  return { revision: isExact ? asked : current };
}

function assertTogether(options: ListOptions): void {
  const { resourceVersion, resourceVersionMatch } = options;
  if (options.continue && (resourceVersion || resourceVersionMatch)) {
    throw badRequest(
      'specifying resource version is not allowed when using continue',
    );
  }
  if (resourceVersionMatch && resourceVersion === undefined) {
    throw badRequest(
      'resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  if (resourceVersionMatch === 'Exact' && resourceVersion === 0) {
    throw badRequest(
      'resourceVersionMatch "Exact" is forbidden for resourceVersion "0"',
    );
  }
  if (options.sendInitialEvents !== undefined) {
    throw badRequest('sendInitialEvents is forbidden for list');
  }
}
