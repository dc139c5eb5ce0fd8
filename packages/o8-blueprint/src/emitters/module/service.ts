import { isPassedThrough } from '../../systems/gateway/publicHosts';
import { selectorLabels, workloadLabels } from '../labels';
import type { Emitter, ModuleContext } from '../types';
import { hasService } from './exposure';
import { metricsEndpoint } from './metricsEndpoint';

/** Port 80, whatever the port of the process is: callers need not know it. */
export const service: Emitter<ModuleContext> = {
  file: () => 'service.yaml',
  home: 'module',
  kinds: [{ group: '', kind: 'Service' }],
  emit: context => {
    const { name } = context.spec.metadata;
    if (!hasService(context.spec)) {
      return [];
    }
    return [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, labels: workloadLabels(name) },
        spec: {
          type: 'ClusterIP',
          selector: selectorLabels(name),
          trafficDistribution: 'PreferSameZone',
          ports: [
            {
              name: 'http',
              port: 80,
              targetPort: 'http',
              protocol: 'TCP',
              // TLS that ends in the module is no HTTP to a proxy before it.
              appProtocol: isPassedThrough(context.spec) ? 'https' : 'http',
            },
            ...toMetricsPort(context),
          ],
        },
      },
    ];
  },
};

/** A port of its own for what Prometheus asks elsewhere than callers do. */
function toMetricsPort(context: ModuleContext): object[] {
  const metrics = metricsEndpoint(context);
  return metrics && metrics.port !== context.spec.spec.workload.port
    ? [
        {
          name: 'metrics',
          port: metrics.port,
          // The proxy's own port has no name in the pod.
          targetPort: metrics.isShared ? metrics.port : 'metrics',
          protocol: 'TCP',
          appProtocol: 'http',
        },
      ]
    : [];
}
