import { ClusterError } from '../ClusterError';

/** What a connection is verified by, and what it shows of itself. PEM. */
export interface TlsAccess {
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
}

/** Where an API is and how a request to it is signed, as of now. */
export interface Access {
  url: string;
  headers: Record<string, string>;
  tls: TlsAccess;
  /** What must not come back in any text. */
  secrets: string[];
}

/** We are not accepted, or do not accept whom we ask. */
export type RenewReason = 'unauthorized' | 'untrusted';

/** Knows how to get in. Throws `ClusterError` only. */
export interface AccessProvider {
  get(): Promise<Access>;
  /** After a refusal: whether there is another way in now, so that one more try makes sense. */
  renew(refused: Access, reason: RenewReason): Promise<boolean>;
}

/** The header of a bearer token, and the token as a secret. */
export function toBearer(
  token: string,
  what: string,
): Pick<Access, 'headers' | 'secrets'> {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    const problem = token ? 'holds what no token has' : 'is empty';
    throw new ClusterError('unauthorized', `${what} ${problem}`);
  }
  return { headers: { authorization: `Bearer ${token}` }, secrets: [token] };
}
