import { CustomErrorBase, InputError } from '@backstage/errors';
import express from 'express';

/** More than any specification of a module is long. */
export const MAX_BODY_BYTES = 256 * 1024;

/** The body is longer than anybody needs; Backstage answers its status. */
export class BodyTooLargeError extends CustomErrorBase {
  name = 'BodyTooLargeError' as const;
  readonly statusCode = 413;
}

// Also numbers and texts are JSON: the schema says what is expected instead of them.
const readJson = express.json({ limit: MAX_BODY_BYTES, strict: false });

/**
 * The body of a request. Throws an `InputError` if it is no JSON, and a
 * `BodyTooLargeError` for one above the limit, of which no more is read.
 */
export async function readBody(
  req: express.Request,
  res: express.Response,
): Promise<unknown> {
  if (!req.is('json')) {
    throw new InputError(
      'Wrong body: expected JSON with "Content-Type: application/json"',
    );
  }
  await new Promise<void>((resolve, reject) => {
    readJson(req, res, error => (error ? reject(toClear(error)) : resolve()));
  });
  return req.body;
}

function toClear(error: unknown): Error {
  const { type } = error as { type?: unknown };
  switch (type) {
    case 'entity.too.large':
      return new BodyTooLargeError(
        `Wrong body: longer than ${MAX_BODY_BYTES / 1024} kB`,
      );
    case 'entity.parse.failed':
      return new InputError('Wrong body: it is not JSON');
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new InputError('Wrong body: expected UTF-8, plain or in gzip');
    default:
      // Such as one that ends before its length: the rest of it is the client's matter.
      return new InputError('Wrong body: it cannot be read', error);
  }
}
