import { z } from 'zod';
import { badRequest } from '../refusals';
import { StatusError } from '../StatusError';

// The revision of real servers for "whatever is there now".
const CURRENT = -1;

const tokenSchema = z.strictObject({
  v: z.literal('meta.k8s.io/v1'),
  /** The revision of the list that was begun. */
  rv: z.union([z.literal(CURRENT), z.number().int().positive()]),
  /** The key after which to go on. */
  start: z.string(),
  /** When it was given, in milliseconds. */
  at: z.number(),
});

/** Where a list that was cut goes on. */
export interface Continuation {
  /** Absent: the list goes on with what is there by then. */
  revision?: number;
  afterKey: string;
}

/** Writes an opaque token. */
export function encodeContinue(continuation: Continuation, now: Date): string {
  const token: z.infer<typeof tokenSchema> = {
    v: 'meta.k8s.io/v1',
    rv: continuation.revision ?? CURRENT,
    start: continuation.afterKey,
    at: now.getTime(),
  };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** Reads a token that is not older than `ttlMs`. */
export function decodeContinue(
  text: string,
  options: { now: Date; ttlMs: number },
): Continuation {
  const token = parse(text);
  if (options.now.getTime() - token.at > options.ttlMs) {
    throw continueExpired(text, options.now);
  }
  return {
    ...(token.rv === CURRENT ? {} : { revision: token.rv }),
    afterKey: token.start,
  };
}

/** 410: start again, or go on with the token that is in it and miss what has changed. */
export function continueExpired(text: string, now: Date): StatusError {
  const { start } = parse(text);
  return new StatusError({
    code: 410,
    reason: 'Expired',
    message:
      'The provided continue parameter is too old to display a consistent list result. ' +
      'Start a new list without it, or go on inconsistently with the token of this answer.',
    metadata: { continue: encodeContinue({ afterKey: start }, now) },
  });
}

function parse(text: string): z.infer<typeof tokenSchema> {
  try {
    const json: unknown = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    );
    return tokenSchema.parse(json);
  } catch {
    throw badRequest('continue key is not valid');
  }
}
