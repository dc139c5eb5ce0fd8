import {
  networkPolicy,
  ownPods,
  podsIn,
  selectPods,
} from '../boundary/networkPolicy';
import type { EdgeContext, Emitter } from '../types';
import { edgeFile } from './edgeFile';
import { edgePorts } from './edgePorts';

/** The half of an edge that lets the caller out, to these pods and their port only. */
export const callerPolicy: Emitter<EdgeContext> = {
  file: ({ edge }) => edgeFile(edge),
  home: 'module',
  kinds: [{ group: 'networking.k8s.io', kind: 'NetworkPolicy' }],
  emit: ({ spec, zone, edge }) => [
    networkPolicy(
      spec.metadata.name,
      { name: `to-${edge.callee}` },
      {
        podSelector: selectPods(ownPods(spec)),
        policyTypes: ['Egress'],
        egress: [
          {
            to: [podsIn(edge.callee, edge.podLabels)],
            ports: edgePorts(zone, edge),
          },
        ],
      },
    ),
  ],
};
