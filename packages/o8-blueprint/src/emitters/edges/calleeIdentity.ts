import { allowPolicy, callerSource } from '../boundary/authorizationPolicy';
import { LABEL_CALLER } from '../labels';
import type { EdgeContext, Emitter } from '../types';
import { edgeFile } from './edgeFile';

/**
 * What lets the identity of the caller in, in the namespace of the callee. By addresses
 * alone somebody who takes over the address of a pod would be let in too.
 */
export const calleeIdentity: Emitter<EdgeContext> = {
  file: ({ edge }) => edgeFile(edge),
  home: 'callee',
  kinds: [{ group: 'security.istio.io', kind: 'AuthorizationPolicy' }],
  emit: ({ spec, zone, edge: { callee, podLabels, port } }) => {
    const caller = spec.metadata.name;
    return zone.spec.mesh.mode === 'none'
      ? []
      : [
          allowPolicy(
            callee,
            { name: `from-${caller}`, labels: { [LABEL_CALLER]: caller } },
            { pods: podLabels, from: callerSource(spec, zone), ports: [port] },
          ),
        ];
  },
};
