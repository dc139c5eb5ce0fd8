import { moduleLabels, selectorLabels } from '../../emitters/labels';
import type { Emitter, ModuleContext } from '../../emitters/types';
import { isShifted, LABEL_VERSION, versionServices } from './versionBackends';

/** A Service for each of two versions. Argo Rollouts says itself whose pods they have. */
export const services: Emitter<ModuleContext> = {
  file: () => 'service-versions.yaml',
  home: 'module',
  kinds: [{ group: '', kind: 'Service' }],
  emit: ({ spec }) => {
    const { name } = spec.metadata;
    const isFixed = spec.spec.delivery?.strategy === 'weights';
    return isShifted(spec)
      ? Object.entries(versionServices(name)).map(([version, service]) => ({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: {
            name: service,
            // Not those by which monitors find Services: each pod would be asked twice.
            labels: {
              ...moduleLabels(name),
              'backstage.io/kubernetes-id': name,
            },
          },
          spec: {
            type: 'ClusterIP',
            selector: {
              ...selectorLabels(name),
              ...(isFixed && { [LABEL_VERSION]: version }),
            },
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
        }))
      : [];
  },
};
