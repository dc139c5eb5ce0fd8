import { systems } from '../systems';
import { externalHosts } from './boundary/externalHosts';
import {
  dnsHole,
  meshHoles,
  metricsHole,
  siblingsHole,
} from './boundary/holes';
import { networkPolicy } from './boundary/networkPolicy';
import type { Emitter, PlacementContext } from './types';

/**
 * Nothing in, nothing out, and the holes without which pods would not work. What other
 * modules may do is in the files of the edges.
 *
 * Probes need no hole without a mesh: no policy holds back a node from its own pods.
 */
export const networkPolicies: Emitter<PlacementContext> = {
  file: () => 'network-policies.yaml',
  home: 'module',
  kinds: [{ group: 'networking.k8s.io', kind: 'NetworkPolicy' }],
  emit: context => [
    networkPolicy(
      context.spec.metadata.name,
      { name: 'default-deny-all' },
      { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    ),
    ...[
      dnsHole,
      meshHoles,
      metricsHole,
      siblingsHole,
      externalHosts,
      ...systems.flatMap(system => system.holes ?? []),
    ].flatMap(hole => hole(context)),
  ],
};
