import { createHash, timingSafeEqual } from 'node:crypto';

/** Who pushes; the password is the token. */
export const GIT_USER = 'o8';

const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2})$/i;

/** Whether an `Authorization` header may push, in a time that says nothing of the token. */
export function isAuthorized(
  authorization: string | undefined,
  token: string,
): boolean {
  const encoded = BASIC.exec(authorization ?? '')?.[1];
  if (encoded === undefined) {
    return false;
  }
  const given = Buffer.from(encoded, 'base64');
  return timingSafeEqual(digestOf(given), digestOf(`${GIT_USER}:${token}`));
}

function digestOf(text: string | Buffer): Buffer {
  return createHash('sha256').update(text).digest();
}
