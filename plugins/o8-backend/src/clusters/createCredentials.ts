import { readFile } from 'node:fs/promises';
import { ClusterError } from './ClusterError';

/** How requests to one cluster are signed. */
export interface Credentials {
  /** The headers of the next request. */
  headers(): Promise<Record<string, string>>;
  /** Forgets what was refused; whether another try may have another end. */
  renew(): boolean;
}

/** Signs with a token, or with the content of a file that others replace. */
export function createCredentials(auth?: {
  token?: string;
  tokenFile?: string;
}): Credentials {
  const { token, tokenFile } = auth ?? {};
  if (!tokenFile) {
    const headers: Record<string, string> = token
      ? { authorization: `Bearer ${token}` }
      : {};
    return { headers: async () => headers, renew: () => false };
  }

  let read: Promise<string> | undefined;
  return {
    async headers() {
      read ??= readToken(tokenFile);
      try {
        return { authorization: `Bearer ${await read}` };
      } catch (error) {
        read = undefined;
        throw error;
      }
    },
    renew() {
      read = undefined;
      return true;
    },
  };
}

async function readToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new ClusterError(
      'unauthorized',
      'The file with the token of the cluster cannot be read',
      { cause },
    );
  }
}
