import { inModule } from './createExample';

const MONITORING = 'monitoring.coreos.com/v1';
const LOGGING = 'logging.banzaicloud.io/v1beta1';
const FLUENT_BIT = 'fluentbit.fluent.io/v1alpha2';
const FLUENTD = 'fluentd.fluent.io/v1alpha1';

const release = { labels: { release: 'kube-prometheus-stack' } };
const selected = { labels: { 'fluentbit.fluent.io/enabled': 'true' } };
const selectedAs = (part: string) => ({
  labels: { [`${part}.fluentd.fluent.io/enabled`]: 'true' },
});

/** Metrics, alerts, traces and logs of a module. */
export const observabilityExamples = [
  inModule(
    MONITORING,
    'ServiceMonitor',
    { spec: { endpoints: [{ port: 'http-metrics' }], selector: {} } },
    release,
  ),
  inModule(
    MONITORING,
    'PodMonitor',
    { spec: { podMetricsEndpoints: [{ port: 'metrics' }], selector: {} } },
    release,
  ),
  inModule(MONITORING, 'PrometheusRule', {
    spec: {
      groups: [
        {
          name: 'billing.slo',
          rules: [
            { record: 'billing:error_ratio:5m', expr: 'sum(rate(x[5m]))' },
            {
              alert: 'ErrorBudgetBurns',
              expr: 'billing:error_ratio:5m > 0.0144',
              for: '5m',
              labels: { severity: 'critical' },
            },
          ],
        },
      ],
    },
  }),
  inModule('opentelemetry.io/v1alpha1', 'Instrumentation', {
    spec: {
      exporter: { endpoint: 'http://otel-collector.observability.svc:4317' },
      propagators: ['tracecontext', 'baggage'],
      sampler: { type: 'parentbased_traceidratio', argument: '0.1' },
      nodejs: { env: [{ name: 'A', value: 'b' }] },
    },
  }),
  inModule(LOGGING, 'Flow', {
    spec: {
      match: [{ select: { labels: { app: 'billing' } } }],
      filters: [{ parser: { parse: { type: 'json' }, reserve_data: true } }],
      localOutputRefs: ['billing'],
    },
    status: { active: true, problemsCount: 0 },
  }),
  inModule(LOGGING, 'Output', {
    spec: { loki: { url: 'http://loki.observability.svc:3100' } },
    status: { active: true, problemsCount: 0 },
  }),
  inModule(FLUENT_BIT, 'FluentBitConfig', { spec: {} }, selected),
  inModule(FLUENT_BIT, 'Filter', { spec: { match: 'kube.*' } }, selected),
  inModule(FLUENT_BIT, 'Output', { spec: { match: 'kube.*' } }, selected),
  inModule(FLUENTD, 'FluentdConfig', { spec: {} }, selectedAs('config')),
  inModule(FLUENTD, 'Filter', { spec: { filters: [] } }, selectedAs('filter')),
  inModule(FLUENTD, 'Output', { spec: { outputs: [] } }, selectedAs('output')),
];
