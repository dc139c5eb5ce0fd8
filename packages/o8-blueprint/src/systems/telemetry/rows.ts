import type { SystemRow } from '../System';

const SOURCE = 'systems/telemetry';
const MONITORING = 'monitoring.coreos.com';

/** What telemetry makes, for the reference. */
export const rows: SystemRow[] = [
  {
    title: 'Prometheus',
    summary:
      'A ServiceMonitor or PodMonitor, and the hole for Prometheus; a PrometheusRule with objectives (burn rates in several windows), restarts, availability and the age of backups; the runbook `docs/runbooks/alerts.md` that alerts link to; a dashboard for Grafana where the landing zone wants them.',
    watches: ['ServiceMonitor', 'PodMonitor', 'PrometheusRule'].map(kind => ({
      group: MONITORING,
      kind,
    })),
    checks: ['MON-1', 'MON-2'],
    source: SOURCE,
  },
  {
    title: 'Jaeger (tracing, OTLP)',
    summary:
      'The environment that OpenTelemetry reads, and the hole to the collector; an Instrumentation where the operator adds agents; in the platform repository how many requests the mesh traces.',
    watches: [
      { group: 'opentelemetry.io', kind: 'Instrumentation' },
      { group: 'telemetry.istio.io', kind: 'Telemetry' },
    ],
    checks: [],
    source: SOURCE,
  },
  {
    title: 'Fluentd (logging)',
    summary:
      'In the platform repository where the lines of a module go: a FluentdConfig with a Filter for fluent-operator, or a Flow for the logging-operator.',
    watches: [
      { group: 'fluentd.fluent.io', kind: 'FluentdConfig' },
      { group: 'fluentd.fluent.io', kind: 'Filter' },
      { group: 'logging.banzaicloud.io', kind: 'Flow' },
    ],
    checks: ['LOG-1', 'LOG-2'],
    source: SOURCE,
  },
];
