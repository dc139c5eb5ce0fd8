import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import type { AnySystem, Drawn } from './AnySystem';

type Observability = NonNullable<ModuleSpecInput['spec']['observability']>;

const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

const anyAlerts = fc.constantFrom({}, { restarts: 1 });

const anySlo = fc.record({
  availabilityPercent: fc.constantFrom(50, 90, 99.5, 99.999),
  latency: maybe(fc.constantFrom('250ms' as const, '1s' as const)),
});

const anyLogs = fc.constantFrom({}, { format: 'text' as const });

/** With what counts requests in every mesh, where there are any to count. */
function anySurelyCounted({ workload }: Drawn): fc.Arbitrary<Observability> {
  return workload.kind === 'service' && !workload.chart
    ? fc.record({ metrics: fc.constant({ port: 9_091 }), slo: anySlo })
    : fc.constant({});
}

function anyTraces({
  workload,
}: Drawn): fc.Arbitrary<NonNullable<Observability['traces']>> {
  return fc.record({
    samplingPercent: fc.constantFrom(0, 0.1, 33, 100),
    ...(!workload.chart && {
      inject: maybe(fc.constantFrom('nodejs' as const, 'java' as const)),
    }),
  });
}

/** Alerts, traces and lines of the log, in a landing zone that has everything for them. */
export const observability: AnySystem = {
  zone: {
    monitoring: {
      namespace: 'monitoring',
      podLabels: { 'app.kubernetes.io/name': 'prometheus' },
      monitorLabels: { release: 'prometheus' },
      dashboards: true,
    },
    tracing: {
      namespace: 'observability',
      podLabels: { 'app.kubernetes.io/name': 'jaeger' },
      service: 'jaeger-collector',
      operator: true,
      meshProvider: 'otel-tracing',
    },
    logging: { operator: 'fluent-operator' },
    versions: { 'fluent-operator': '3.10.0' },
  },
  fields: drawn =>
    fc.oneof(
      fc.constant({}),
      fc
        .tuple(
          maybe(anyAlerts),
          maybe(anyTraces(drawn)),
          maybe(anyLogs),
          fc.oneof(fc.constant<Observability>({}), anySurelyCounted(drawn)),
        )
        .map(([alerts, traces, logs, counted]) => ({
          observability: {
            ...counted,
            ...(alerts && { alerts }),
            ...(traces && { traces }),
            ...(logs && { logs }),
          },
        })),
    ),
};
