import { moduleLabels } from './labels';
import type { Emitter, PlacementContext } from './types';

/** What a module may use of a cluster. It opens no port of a node or load balancer. */
export const resourceQuota: Emitter<PlacementContext> = {
  file: () => 'resource-quota.yaml',
  home: 'module',
  kinds: [{ group: '', kind: 'ResourceQuota' }],
  emit: ({ spec: { metadata }, zone: { spec } }) => [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: {
        name: 'module',
        namespace: metadata.name,
        labels: moduleLabels(metadata.name),
      },
      spec: {
        hard: {
          'requests.cpu': spec.quota.cpu,
          'requests.memory': spec.quota.memory,
          'limits.memory': spec.quota.memoryLimit,
          pods: String(spec.quota.pods),
          'services.loadbalancers': '0',
          'services.nodeports': '0',
        },
      },
    },
  ],
};
