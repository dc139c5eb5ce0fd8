import { z } from 'zod';

const claimsSchema = z.object({ iat: z.number(), exp: z.number() });

/**
 * For how long a token is good from the moment it was made. Only its own times count,
 * because the clock of the server may be another one. Without an end it has none.
 */
export function toLifetimeMs(token: string): number {
  const claims = claimsSchema.safeParse(readClaims(token)).data;
  return claims && claims.exp > claims.iat
    ? (claims.exp - claims.iat) * 1_000
    : Infinity;
}

function readClaims(token: string): unknown {
  try {
    const payload = token.split('.')[1] ?? '';
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    // Not a JSON Web Token: good until it is refused.
    return undefined;
  }
}
