import type { ModuleContext } from '../types';
import { hasService } from './exposure';

/** Where the proxy of Istio shows its own metrics and those of its container, in plain text. */
const MERGED = { port: 15_020, path: '/stats/prometheus' };

/** Where Prometheus asks a pod. */
export interface MetricsEndpoint {
  port: number;
  path: string;
  /** Where the process itself shows them. */
  own: { port: number; path: string };
  /** Whether it is the port that callers use too. */
  isShared: boolean;
}

/**
 * Where Prometheus asks the pods of a generated workload, if it does. Outside of the
 * mesh it cannot use a port that takes mutual TLS: a port that callers use is asked
 * through the sidecar, and one of its own is left out of the mesh.
 */
export function metricsEndpoint({
  spec,
  zone,
}: Pick<ModuleContext, 'spec' | 'zone'>): MetricsEndpoint | undefined {
  const { metrics } = spec.spec.observability ?? {};
  const { workload } = spec.spec;
  if (!metrics || workload.chart) {
    return undefined;
  }
  const own = { port: metrics.port ?? workload.port, path: metrics.path };
  const isShared = hasService(spec) && own.port === workload.port;
  const isMerged = isShared && zone.spec.mesh.mode === 'sidecar';
  return { ...(isMerged ? MERGED : own), own, isShared };
}
