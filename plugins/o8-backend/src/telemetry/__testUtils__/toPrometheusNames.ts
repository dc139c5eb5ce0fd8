import type { MetricDefinition } from '../metrics';

/** The names under which Prometheus has a metric of the exporter of packages/backend. */
export function toPrometheusNames({ name, kind }: MetricDefinition): string[] {
  const base = name.replaceAll(/\W/g, '_');
  switch (kind) {
    case 'counter':
      return [`${base}_total`];
    case 'histogram':
      return [`${base}_bucket`, `${base}_count`, `${base}_sum`];
    default:
      return [base];
  }
}
