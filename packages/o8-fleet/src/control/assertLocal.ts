import { NotAllowedError } from '@backstage/errors';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses what a page of another site could have sent: a name that was made to point to
 * this machine (Host), or a page that is not on it (Origin).
 */
export function assertLocal(headers: { host?: string; origin?: string }): void {
  if (!isLoopback(`https://${headers.host ?? ''}`)) {
    throw new NotAllowedError('The Host header is not that of this machine');
  }
  if (headers.origin !== undefined && !isLoopback(headers.origin)) {
    throw new NotAllowedError('The Origin header is not that of this machine');
  }
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);
}
