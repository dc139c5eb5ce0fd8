import type { Manifest } from '../types';
import { moduleLabels } from './labels';
import type { Emitter, PlacementContext } from './types';

// Both in one entry: as two they would mean "either".
const clusterDns = {
  namespaceSelector: {
    matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
  },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};

/** Nothing in, nothing out, except for questions to the cluster's DNS. */
export const networkPolicies: Emitter<PlacementContext> = {
  file: () => 'network-policies.yaml',
  home: 'module',
  kinds: [{ group: 'networking.k8s.io', kind: 'NetworkPolicy' }],
  emit: ({ spec: { metadata } }) => [
    policy(metadata.name, 'default-deny-all', {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    }),
    policy(metadata.name, 'allow-dns-egress', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          to: [clusterDns],
          ports: [
            { port: 53, protocol: 'UDP' },
            { port: 53, protocol: 'TCP' },
          ],
        },
      ],
    }),
  ],
};

function policy(module: string, name: string, spec: object): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: module, labels: moduleLabels(module) },
    spec,
  };
}
