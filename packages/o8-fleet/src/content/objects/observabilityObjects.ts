import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';

/** Metrics, alerts, traces and logs of a module. */
export function* createObservability(
  placement: Placement,
): Generator<KubeObject> {
  yield* createMetrics(placement);
  yield* createTracesAndLogs(placement);
}

function headOf({ name, ageMs }: Placement) {
  return { name, namespace: name, ageMs, generation: 1 };
}

function* createMetrics(placement: Placement): Generator<KubeObject> {
  const { name } = placement;
  const common = headOf(placement);
  const selector = { 'app.kubernetes.io/name': name };
  const errors = `http_requests_total{namespace="${name}",code=~"5.."}`;
  const all = `http_requests_total{namespace="${name}"}`;
  yield placement.object(
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      ...common,
    },
    {
      spec: {
        selector: { matchLabels: selector },
        endpoints: [
          { port: 'http-metrics', path: '/metrics', interval: '30s' },
        ],
      },
    },
  );
  yield placement.object(
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      ...common,
    },
    {
      spec: {
        groups: [
          {
            name: `${name}.slo`,
            rules: [
              {
                alert: 'ErrorBudgetBurns',
                expr: `sum(rate(${errors}[5m])) / sum(rate(${all}[5m])) > 0.0144`,
                for: '5m',
                labels: { severity: 'critical', module: name },
                annotations: { summary: `${name} burns its error budget` },
              },
            ],
          },
        ],
      },
    },
  );
}

function* createTracesAndLogs(placement: Placement): Generator<KubeObject> {
  const { name } = placement;
  const common = headOf(placement);
  const selector = { 'app.kubernetes.io/name': name };
  yield placement.object(
    {
      apiVersion: 'opentelemetry.io/v1alpha1',
      kind: 'Instrumentation',
      ...common,
    },
    {
      spec: {
        exporter: { endpoint: 'http://otel-collector.observability.svc:4317' },
        propagators: ['tracecontext', 'baggage'],
        sampler: { type: 'parentbased_traceidratio', argument: '0.1' },
      },
    },
  );
  yield placement.object(
    { apiVersion: 'logging.banzaicloud.io/v1beta1', kind: 'Output', ...common },
    {
      spec: {
        loki: {
          url: 'http://loki.observability.svc:3100',
          labels: { module: name },
        },
      },
      status: { active: true, problemsCount: 0 },
    },
  );
  yield placement.object(
    { apiVersion: 'logging.banzaicloud.io/v1beta1', kind: 'Flow', ...common },
    {
      spec: {
        match: [{ select: { labels: selector } }],
        filters: [{ parser: { parse: { type: 'json' }, reserve_data: true } }],
        localOutputRefs: [name],
      },
      status: { active: true, problemsCount: 0 },
    },
  );
}
