import { KubeConfig } from '@kubernetes/client-node';
import { ClusterError } from '../ClusterError';
import { toBearer } from './Access';
import type { LoadAccess } from './AccessHolder';
import { applyKubeConfig } from './clientNode';
import { readCa } from './readFileOf';

/** How a pod gets in to its own cluster, or with its token to another one that trusts it. */
export function createServiceAccountAccess(options: {
  url?: string;
  caFile?: string;
  caData?: string;
  serviceAccountRoot?: string;
}): LoadAccess {
  return async () => {
    if (!process.env.KUBERNETES_SERVICE_HOST) {
      throw new ClusterError(
        'refused',
        'The backend does not run in a pod: there is no service account',
      );
    }
    // New each time: the token is replaced about every hour.
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromCluster(options.serviceAccountRoot);
    const server = kubeConfig.getCurrentCluster()?.server ?? '';
    const { tls, secrets } = await apply(kubeConfig);
    const ca = (await readCa(options)) ?? tls.ca;
    return {
      url: options.url ?? server,
      tls: ca ? { ca } : {},
      ...toBearer(secrets[0] ?? '', 'The token of the service account'),
    };
  };
}

async function apply(kubeConfig: KubeConfig) {
  try {
    return await applyKubeConfig(kubeConfig);
  } catch (cause) {
    throw new ClusterError(
      'unauthorized',
      'The files of the service account cannot be read',
      { cause },
    );
  }
}
