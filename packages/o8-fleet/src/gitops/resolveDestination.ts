import { serverUrlOf } from '../content/clusterProfiles';
import type { ResolveDestination } from './types';

const IN_CLUSTER = ['in-cluster', 'https://kubernetes.default.svc'];

/** Finds clusters as the Argo CD of the fleet knows them: by name, or by address. */
export function createDestinationResolver(
  clusters: Iterable<string>,
): ResolveDestination {
  const byAddress = new Map<string, string>();
  for (const cluster of clusters) {
    byAddress.set(cluster, cluster);
    byAddress.set(serverUrlOf(cluster), cluster);
  }
  return ({ name, server }, argoCdCluster) => {
    const address = (name || server || '').replace(/\/$/, '');
    return IN_CLUSTER.includes(address)
      ? argoCdCluster
      : byAddress.get(address);
  };
}
