import type { ClusterStore } from '../../apiserver';
import type { KubeObject } from '../../types';
import type { ArgoCdContext } from '../ArgoCdContext';
import { partsOf } from './applicationParts';

const IN_CLUSTER = new Set(['in-cluster', 'https://kubernetes.default.svc']);

/** The cluster that an Application deploys to; undefined where this Argo CD knows none. */
export function destinationStore(
  { content, cluster, stores }: ArgoCdContext,
  application: KubeObject,
): ClusterStore | undefined {
  const { name, server = '' } = partsOf(application).spec.destination ?? {};
  const address = name || server.replace(/\/$/, '');
  const known = content.destinations.find(
    each => each.name === address || each.server === address,
  );
  const target = IN_CLUSTER.has(address) ? cluster : known?.cluster;
  return target === undefined ? undefined : stores.get(target);
}
