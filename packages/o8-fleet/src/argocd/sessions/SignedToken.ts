import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { invalidSession } from '../errors';

const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

const claimsSchema = z.object({
  jti: z.string(),
  iss: z.literal('argocd'),
  sub: z.string(),
  iat: z.number(),
  exp: z.number(),
});

/** What a token says of its owner; times in seconds. */
export type Claims = z.infer<typeof claimsSchema>;

/** A signed token (JWT) with these claims. */
export function signToken(claims: Claims, key: Buffer): string {
  const body = `${HEADER}.${encode(claims)}`;
  return `${body}.${signatureOf(body, key).toString('base64url')}`;
}

/** The claims of a token that was signed with the key and is not over. */
export function verifyToken(
  token: string,
  options: { key: Buffer; now: Date },
): Claims {
  const { key, now } = options;
  const [header, payload, signature, ...rest] = token.split('.');
  if (signature === undefined || rest.length > 0 || header !== HEADER) {
    throw invalidSession('token is malformed');
  }
  const expected = signatureOf(`${header}.${payload}`, key);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw invalidSession('token signature is invalid');
  }
  const claims = claimsSchema.parse(
    JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
  );
  if (now.getTime() >= claims.exp * 1_000) {
    throw invalidSession('token has invalid claims: token is expired');
  }
  return claims;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signatureOf(body: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
