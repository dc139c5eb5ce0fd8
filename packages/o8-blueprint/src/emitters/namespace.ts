import { KEPT, syncWave } from './annotations';
import { meshLabels } from './boundary/meshLabels';
import {
  podSecurityAnnotations,
  podSecurityLabels,
} from './boundary/podSecurity';
import { LABEL_DATA_CLASSIFICATION, moduleLabels } from './labels';
import type { Emitter, PlacementContext } from './types';

/** The namespace of a module. Nothing that Argo CD does removes it. */
export const namespace: Emitter<PlacementContext> = {
  file: () => 'namespace.yaml',
  home: 'cluster',
  kinds: [{ group: '', kind: 'Namespace' }],
  emit: ({ spec, zone }) => {
    const { name } = spec.metadata;
    const { dataClassification } = spec.spec.compliance ?? {};
    return [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name,
          labels: {
            ...moduleLabels(name),
            'backstage.io/kubernetes-id': name,
            ...podSecurityLabels(spec, zone),
            ...meshLabels(zone),
            ...(dataClassification && {
              [LABEL_DATA_CLASSIFICATION]: dataClassification,
            }),
          },
          annotations: {
            ...podSecurityAnnotations(spec),
            ...KEPT,
            ...syncWave(-10),
          },
        },
      },
    ];
  },
};
