import { syncWave } from '../../emitters/annotations';
import { workloadLabels } from '../../emitters/labels';
import type { Emitter, ModuleContext } from '../../emitters/types';
import { routerOf, versionBackends } from './versionBackends';

/** The route of a VirtualService that Argo Rollouts shifts. */
export const PRIMARY_ROUTE = 'primary';

/**
 * Leads the sidecars of callers to one of two versions. What is public has an HTTPRoute
 * instead: the two on one workload would not add up.
 */
export const virtualService: Emitter<ModuleContext> = {
  file: () => 'virtual-service.yaml',
  home: 'module',
  kinds: [{ group: 'networking.istio.io', kind: 'VirtualService' }],
  emit: context => {
    const { spec, zone } = context;
    const { name } = spec.metadata;
    const backends = versionBackends(context);
    if (!backends || routerOf(spec, zone) !== 'mesh') {
      return [];
    }
    const toHost = (service: string) => `${service}.${name}.svc.cluster.local`;
    return [
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: {
          name,
          labels: workloadLabels(name),
          annotations: syncWave(3),
        },
        spec: {
          hosts: [toHost(name)],
          ...toVisibility(context),
          http: [
            {
              name: PRIMARY_ROUTE,
              route: backends.map(({ name: service, port, weight }) => ({
                destination: { host: toHost(service), port: { number: port } },
                weight,
              })),
            },
          ],
        },
      },
    ];
  },
};

/** Callers shift their own requests: they have to see it. Who they are is not always known. */
function toVisibility({ spec: { spec } }: ModuleContext): {
  exportTo?: string[];
} {
  return Array.isArray(spec.callers)
    ? { exportTo: ['.', ...spec.callers] }
    : {};
}
