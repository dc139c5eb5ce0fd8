import type { Request, Response } from 'express';
import { COMPRESSED_FROM_BYTES, prepareAnswer } from './prepareAnswer';
import type { PreparedAnswer, RouteAnswer } from './Route';

/** Answers depend on the caller: no shared cache may keep them, others ask each time. */
export const CACHE_CONTROL = 'private, no-cache';

/**
 * Sends an answer in the encoding that the client prefers, or 304 if the client has it.
 * Nothing is left to do for Express's ETag and Backstage's compression behind it.
 */
export async function sendAnswer(
  req: Request,
  res: Response,
  answer: RouteAnswer<unknown>,
): Promise<void> {
  const prepared =
    'prepared' in answer
      ? answer.prepared
      : await prepareAnswer(JSON.stringify(answer.value));
  const gzip = prefersGzip(req) ? prepared.gzip : undefined;
  res.vary('Accept-Encoding');
  if (req.method !== 'POST') {
    res.setHeader('ETag', gzip ? tagOfGzip(prepared) : prepared.etag);
    // By the tag of what would be sent: a cache that keeps both encodings asks with
    // both tags, and uses the one that it is told.
    if (req.fresh) {
      res.status(304).end();
      return;
    }
  }
  sendBytes(res, gzip ?? prepared.identity, gzip && 'gzip');
}

function sendBytes(res: Response, bytes: Buffer, encoding?: 'gzip'): void {
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', bytes.length);
  if (encoding) {
    res.setHeader('Content-Encoding', encoding);
  } else if (bytes.length >= COMPRESSED_FROM_BYTES) {
    // Backstage would compress it for clients that know Brotli only: other bytes, and
    // made anew each time, under the same tag.
    res.setHeader('Cache-Control', `${CACHE_CONTROL}, no-transform`);
  }
  res.end(bytes);
}

function tagOfGzip({ etag }: PreparedAnswer): string {
  return `${etag.slice(0, -1)}-gzip"`;
}

function prefersGzip(req: Request): boolean {
  return req.acceptsEncodings('gzip', 'identity') === 'gzip';
}
