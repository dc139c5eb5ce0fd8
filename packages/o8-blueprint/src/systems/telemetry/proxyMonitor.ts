import {
  networkPolicy,
  ownPods,
  podsIn,
  reachablePods,
  selectPods,
} from '../../emitters/boundary/networkPolicy';
import { workloadLabels } from '../../emitters/labels';
import { metricsEndpoint } from '../../emitters/module/metricsEndpoint';
import type {
  Emitter,
  ModuleContext,
  PlacementContext,
} from '../../emitters/types';
import type { Manifest } from '../../types';
import { judgesCanary } from '../delivery/analysisTemplate';
import { requestMetrics } from './requests';

/** Where a sidecar says what it has counted, in plain text. */
const PROXY_METRICS = { name: 'http-envoy-prom', port: 15_090 };

/**
 * Asks the sidecars of a module with an objective or with a canary that is judged. Metrics of the process that come
 * through the sidecar have those of the sidecar with them.
 */
export const proxyMonitor: Emitter<ModuleContext> = {
  file: () => 'proxy-monitor.yaml',
  home: 'module',
  kinds: [{ group: 'monitoring.coreos.com', kind: 'PodMonitor' }],
  forCharts: true,
  emit: context => (needsProxyMetrics(context) ? [toMonitor(context)] : []),
};

/** Lets Prometheus in, where the sidecars answer. */
export function proxyMetricsHole(context: PlacementContext): Manifest[] {
  const { spec, zone } = context;
  const { monitoring } = zone.spec;
  return monitoring && needsProxyMetrics(context)
    ? [
        networkPolicy(
          spec.metadata.name,
          { name: 'allow-proxy-metrics' },
          {
            podSelector: selectPods(ownPods(spec)),
            policyTypes: ['Ingress'],
            ingress: [
              {
                from: [podsIn(monitoring.namespace, monitoring.podLabels)],
                ports: [{ port: PROXY_METRICS.port, protocol: 'TCP' }],
              },
            ],
          },
        ),
      ]
    : [];
}

function needsProxyMetrics(context: ModuleContext): boolean {
  const { spec, zone } = context;
  return (
    zone.spec.monitoring !== undefined &&
    (spec.spec.observability?.slo !== undefined || judgesCanary(context)) &&
    requestMetrics(context)?.by === 'sidecar' &&
    !metricsEndpoint(context)?.isShared
  );
}

function toMonitor({ spec, zone }: ModuleContext): Manifest {
  const { name } = spec.metadata;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: {
      name: `${name}-proxy`,
      labels: {
        ...zone.spec.monitoring?.monitorLabels,
        ...workloadLabels(name),
      },
    },
    spec: {
      selector: selectPods(reachablePods(spec)),
      podMetricsEndpoints: [
        {
          port: PROXY_METRICS.name,
          path: '/stats/prometheus',
          interval: '30s',
          scrapeTimeout: '10s',
          // A proxy has thousands of series: the rest is of use to nobody here.
          metricRelabelings: [
            {
              action: 'keep',
              sourceLabels: ['__name__'],
              regex: 'istio_request.*',
            },
          ],
        },
      ],
    },
  };
}
