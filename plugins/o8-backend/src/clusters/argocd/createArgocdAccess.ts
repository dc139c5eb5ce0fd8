import type { ArgocdAuth } from '../../config';
import type { ConnectionTiming } from '../../timing';
import {
  AccessHolder,
  readCa,
  readFileOf,
  readToken,
  toBearer,
  type Access,
  type AccessProvider,
} from '../access';
import { ArgocdSession } from './ArgocdSession';

/** How to get in to an Argo CD. */
export interface ArgocdAccess {
  provider: AccessProvider;
  isAnonymous: boolean;
  close(): Promise<void>;
}

/** A token as it is, or one session of a user. */
export function createArgocdAccess(options: {
  url: string;
  caFile?: string;
  caData?: string;
  auth?: ArgocdAuth;
  timing: ConnectionTiming;
}): ArgocdAccess {
  const { auth = {}, timing } = options;
  const { username, password, passwordFile } = auth;
  const base = new AccessHolder({
    load: () => loadAccess(options),
    holdMs: timing.pollIntervalMs,
    timeoutMs: timing.answerTimeoutMs,
  });
  if (!username) {
    const isAnonymous = !auth.token && !auth.tokenFile;
    return { provider: base, isAnonymous, close: async () => {} };
  }
  const session = new ArgocdSession({
    url: options.url,
    base,
    username,
    isPasswordFile: passwordFile !== undefined,
    readPassword: async () =>
      passwordFile ? readPassword(passwordFile) : password ?? '',
    timing,
  });
  return {
    provider: session,
    isAnonymous: false,
    close: () => session.close(),
  };
}

async function loadAccess(options: {
  url: string;
  caFile?: string;
  caData?: string;
  auth?: ArgocdAuth;
}): Promise<Access> {
  const { url, auth = {} } = options;
  const ca = await readCa(options);
  const common = { url, tls: ca ? { ca } : {}, headers: {}, secrets: [] };
  if (auth.tokenFile) {
    const what = 'The file with the token of the cluster';
    return { ...common, ...toBearer(await readToken(auth.tokenFile), what) };
  }
  return auth.token
    ? { ...common, ...toBearer(auth.token, 'The token of the cluster') }
    : common;
}

async function readPassword(file: string): Promise<string> {
  const what = 'The file with the password for the cluster';
  // Editors end the last line too.
  return (await readFileOf(file, what, 'unauthorized')).replace(/\r?\n$/, '');
}
