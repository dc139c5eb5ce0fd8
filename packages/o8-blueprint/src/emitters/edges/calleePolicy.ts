import {
  networkPolicy,
  ownPods,
  podsIn,
  selectPods,
} from '../boundary/networkPolicy';
import { LABEL_CALLER } from '../labels';
import type { EdgeContext, Emitter } from '../types';
import { edgeFile } from './edgeFile';
import { edgePorts } from './edgePorts';

/** The half of an edge that lets the caller in, in the namespace of the callee. */
export const calleePolicy: Emitter<EdgeContext> = {
  file: ({ edge }) => edgeFile(edge),
  home: 'callee',
  kinds: [{ group: 'networking.k8s.io', kind: 'NetworkPolicy' }],
  emit: ({ spec, zone, edge }) => {
    const { callee, podLabels } = edge;
    const caller = spec.metadata.name;
    return [
      networkPolicy(
        // Of the callee, as everything in its namespace: another label would be a conflict.
        callee,
        { name: `from-${caller}`, labels: { [LABEL_CALLER]: caller } },
        {
          podSelector: selectPods(podLabels),
          policyTypes: ['Ingress'],
          ingress: [
            {
              from: [podsIn(caller, ownPods(spec))],
              ports: edgePorts(zone, edge),
            },
          ],
        },
      ),
    ];
  },
};
