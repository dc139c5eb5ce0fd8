import type { Manifest } from '../../types';
import { selectorLabels, workloadLabels } from '../labels';
import type { Emitter, ModuleContext } from '../types';
import { hasService } from './exposure';
import { metricsEndpoint } from './metricsEndpoint';

const GROUP = 'monitoring.coreos.com';

/** What Prometheus asks behind the Service of a module. */
export const serviceMonitor: Emitter<ModuleContext> = {
  file: () => 'service-monitor.yaml',
  home: 'module',
  kinds: [{ group: GROUP, kind: 'ServiceMonitor' }],
  writes: ['observability.metrics'],
  emit: context =>
    hasService(context.spec)
      ? toMonitor(context, 'ServiceMonitor', 'endpoints')
      : [],
};

/** What Prometheus asks of the pods of a module without a Service. */
export const podMonitor: Emitter<ModuleContext> = {
  file: () => 'pod-monitor.yaml',
  home: 'module',
  kinds: [{ group: GROUP, kind: 'PodMonitor' }],
  writes: ['observability.metrics'],
  emit: context =>
    hasService(context.spec)
      ? []
      : toMonitor(context, 'PodMonitor', 'podMetricsEndpoints'),
};

function toMonitor(
  context: ModuleContext,
  kind: string,
  endpoints: string,
): Manifest[] {
  const metrics = metricsEndpoint(context);
  if (!metrics) {
    return [];
  }
  const { name } = context.spec.metadata;
  const { workload } = context.spec.spec;
  const isHttp = workload.kind === 'service' && metrics.port === workload.port;
  return [
    {
      apiVersion: `${GROUP}/v1`,
      kind,
      metadata: {
        name,
        labels: {
          // By which Prometheus finds it; ours win.
          ...context.zone.spec.monitoring?.monitorLabels,
          ...workloadLabels(name),
        },
      },
      spec: {
        selector: { matchLabels: selectorLabels(name) },
        [endpoints]: [
          {
            port: isHttp ? 'http' : 'metrics',
            path: metrics.path,
            interval: '30s',
            scrapeTimeout: '10s',
          },
        ],
      },
    },
  ];
}
