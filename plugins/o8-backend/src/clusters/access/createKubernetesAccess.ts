import type { ExecConfig, KubernetesAuth } from '../../config';
import { ClusterError } from '../ClusterError';
import { toBearer, type Access } from './Access';
import type { LoadAccess } from './AccessHolder';
import { createKubeconfigAccess } from './createKubeconfigAccess';
import { createServiceAccountAccess } from './createServiceAccountAccess';
import { ExecProgram } from './ExecProgram';
import { readCa, readFileOf, readToken } from './readFileOf';

/** How a Kubernetes API is configured. */
export interface KubernetesAccessOptions {
  url?: string;
  caFile?: string;
  caData?: string;
  auth?: KubernetesAuth;
  kubeconfig?: { file: string; context?: string };
  /** The programs that a kubeconfig may run. */
  allowedExecCommands?: string[];
  /** Where the files of a pod are; the root of the file system where it is absent. */
  serviceAccountRoot?: string;
}

/** How to get in to a Kubernetes API: everything that is a file is read each time. */
export function createKubernetesAccess(
  options: KubernetesAccessOptions,
): LoadAccess {
  const { url, auth, kubeconfig, allowedExecCommands = [] } = options;
  if (kubeconfig) {
    return createKubeconfigAccess({ ...kubeconfig, allowedExecCommands });
  }
  if (auth?.serviceAccount) {
    return createServiceAccountAccess(options);
  }
  const signIn = createSignIn(auth ?? {});
  return async ({ isRefused }) => {
    if (!url) {
      throw new ClusterError('refused', 'The cluster has no URL');
    }
    const ca = await readCa(options);
    const { tls, ...rest } = await signIn(isRefused);
    return { url, ...rest, tls: { ...(ca ? { ca } : {}), ...tls } };
  };
}

type SignIn = (isRefused: boolean) => Promise<Omit<Access, 'url'>>;

function createSignIn(auth: KubernetesAuth): SignIn {
  const { token, tokenFile, clientCertificateFile, clientKeyFile } = auth;
  if (auth.exec) {
    return createExecSignIn(auth.exec);
  }
  return async () => {
    if (tokenFile) {
      const what = 'The file with the token of the cluster';
      return { tls: {}, ...toBearer(await readToken(tokenFile), what) };
    }
    if (clientCertificateFile && clientKeyFile) {
      const [cert, key] = await Promise.all([
        readFileOf(
          clientCertificateFile,
          'The file with the client certificate for the cluster',
          'unauthorized',
        ),
        readFileOf(
          clientKeyFile,
          'The file with the key of the client certificate for the cluster',
          'unauthorized',
        ),
      ]);
      return { tls: { cert, key }, headers: {}, secrets: [] };
    }
    return token
      ? { tls: {}, ...toBearer(token, 'The token of the cluster') }
      : { tls: {}, headers: {}, secrets: [] };
  };
}

function createExecSignIn(exec: ExecConfig): SignIn {
  const env = Object.entries(exec.env).map(([name, value]) => ({
    name,
    value,
  }));
  const program = new ExecProgram({ ...exec, env });
  return isRefused => program.run(isRefused);
}
