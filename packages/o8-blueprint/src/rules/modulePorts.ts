import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';

/** The port that callers reach. A chart has one only where its spec says so. */
export function callerPort({
  spec: { workload },
}: ModuleSpec): number | undefined {
  return workload.chart ? workload.chart.port : workload.port;
}

/** The port at which Prometheus asks; none for a module without metrics. */
export function metricsPort(spec: ModuleSpec): number | undefined {
  const { metrics } = spec.spec.observability ?? {};
  return metrics && (metrics.port ?? callerPort(spec));
}
