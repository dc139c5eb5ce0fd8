import { readFile } from 'node:fs/promises';
import { ClusterError, type ClusterErrorCode } from '../ClusterError';

/** Reads a file that configuration names; an error names what it is, not where. */
export async function readFileOf(
  file: string,
  what: string,
  code: ClusterErrorCode,
): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ClusterError(code, `${what} cannot be read`, { cause });
  }
}

const CA_FILE = 'The file with the certificates of the cluster';

/** The certificates that a server is verified by; undefined for those of the system. */
export async function readCa(options: {
  caFile?: string;
  caData?: string;
}): Promise<string | undefined> {
  const { caFile, caData } = options;
  if (caFile) {
    return readFileOf(caFile, CA_FILE, 'untrusted');
  }
  return caData && toPem(caData);
}

/** PEM as it is, or from the base64 of a kubeconfig. */
function toPem(data: string): string {
  return data.includes('-----BEGIN')
    ? data
    : Buffer.from(data, 'base64').toString('utf8');
}

/** The token that a file holds. */
export async function readToken(file: string): Promise<string> {
  const what = 'The file with the token of the cluster';
  return (await readFileOf(file, what, 'unauthorized')).trim();
}
