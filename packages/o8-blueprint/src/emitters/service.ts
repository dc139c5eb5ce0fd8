import { selectorLabels, workloadLabels } from './labels';
import type { Emitter, ModuleContext } from './types';

/** Port 80, whatever the port of the process is: callers need not know it. */
export const service: Emitter<ModuleContext> = {
  file: () => 'service.yaml',
  home: 'module',
  kinds: [{ group: '', kind: 'Service' }],
  emit: ({ spec: { metadata } }) => [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: metadata.name, labels: workloadLabels(metadata.name) },
      spec: {
        type: 'ClusterIP',
        selector: selectorLabels(metadata.name),
        trafficDistribution: 'PreferSameZone',
        ports: [
          {
            name: 'http',
            port: 80,
            targetPort: 'http',
            protocol: 'TCP',
            appProtocol: 'http',
          },
        ],
      },
    },
  ],
};
