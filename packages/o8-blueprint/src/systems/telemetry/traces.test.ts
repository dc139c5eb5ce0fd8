import {
  RUNTIMES,
  type ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { isAllowed } from '../../__testUtils__/isAllowed';
import { onlyOf, planWith } from '../../__testUtils__/planWith';
import { readList } from '../../forecast/readField';
import { ofPlacement } from '../../emitters/module/ofPlacement';
import type { ModulePlan } from '../../types';
import { injectAnnotations, instrumentation } from './instrumentation';
import { meshTracing } from './meshTracing';
import { otlpEnv, otlpHole } from './otlp';

type Spec = ModuleSpecInput['spec'];
type Traces = NonNullable<Spec['observability']>['traces'];

const CHART = {
  repository: 'https://charts.example',
  name: 'thing',
  version: '1.2.3',
};

const tracing = (
  traces: Traces,
  mesh: 'none' | 'sidecar' | 'ambient' = 'none',
  workload: Spec['workload'] = { kind: 'worker' },
) => planWith(workload, { observability: { traces } }, mesh);

const envOf = (plan: Parameters<typeof otlpEnv>[0]) =>
  Object.fromEntries(otlpEnv(plan).map(({ name, value }) => [name, value]));

const at = (plan: ModulePlan) => ({ ...plan, placement: plan.placements[0] });

describe('the environment of traces', () => {
  it('says where they go, whose they are and how many', () => {
    const plan = tracing({ samplingPercent: 0.7 });
    expect(envOf(plan)).toEqual({
      OTEL_SERVICE_NAME: 'shop',
      OTEL_EXPORTER_OTLP_ENDPOINT:
        'http://jaeger-collector.observability.svc.cluster.local:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.007',
      OTEL_RESOURCE_ATTRIBUTES:
        'service.namespace=mall,k8s.namespace.name=shop',
      OTEL_PROPAGATORS: 'tracecontext,baggage',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
    });
    expect(envOf(ofPlacement(at(plan))).OTEL_RESOURCE_ATTRIBUTES).toBe(
      'service.namespace=mall,k8s.namespace.name=shop,k8s.cluster.name=eu-1,deployment.environment.name=production',
    );
  });

  it.each(RUNTIMES)('of %s is what SDKs of all languages speak', runtime => {
    expect(
      envOf(tracing({}, 'none', { kind: 'worker', runtime })),
    ).toMatchObject({
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_EXPORTER_OTLP_ENDPOINT: expect.stringMatching(':4318$'),
    });
  });

  it('is nobody else’s', () => {
    expect(otlpEnv(planWith({ kind: 'worker' }))).toEqual([]);
    const chart = tracing({}, 'none', { kind: 'worker', chart: CHART });
    expect(otlpEnv(chart)).toEqual([]);
    expect(chart.notes.join()).toContain('annotate its pods');
  });
});

describe('the way to the collector', () => {
  const collector = {
    namespace: 'observability',
    labels: { 'app.kubernetes.io/name': 'jaeger' },
  };

  it.each([
    ['none', [4317, 4318]],
    ['sidecar', [4317, 4318]],
    // What the tunnel carries arrives at its port.
    ['ambient', [4317, 4318, 15_008]],
  ] as const)('is open in the mesh "%s" at %j only', (mesh, ports) => {
    const [policy] = otlpHole(at(tracing({}, mesh)));
    expect(readList(policy, 'spec.egress')).toEqual([
      {
        ports: ports.map(port => ({ port, protocol: 'TCP' })),
        to: [
          {
            namespaceSelector: {
              matchLabels: {
                'kubernetes.io/metadata.name': collector.namespace,
              },
            },
            podSelector: { matchLabels: collector.labels },
          },
        ],
      },
    ]);
  });

  it('is open to those that send traces', () => {
    const boundary = (plan: ModulePlan) =>
      plan.platform.flatMap(file => ('objects' in file ? file.objects : []));
    const from = {
      namespace: 'shop',
      labels: { 'app.kubernetes.io/name': 'shop' },
    };
    const reaches = (plan: ModulePlan, port: number) =>
      isAllowed(boundary(plan), {
        from,
        to: collector,
        port,
      });
    expect(reaches(tracing({}), 4318)).toBe(true);
    expect(reaches(tracing({}), 16_686)).toBe(false);
    expect(reaches(planWith({ kind: 'worker' }), 4318)).toBe(false);
  });
});

describe('agents of the OpenTelemetry Operator', () => {
  it('are added to pods that ask for one, and are restricted', () => {
    const plan = tracing({ inject: 'java', samplingPercent: 100 });
    expect(injectAnnotations(plan)).toEqual({
      'instrumentation.opentelemetry.io/inject-java': 'shop',
    });
    expect(onlyOf(instrumentation, plan).spec).toMatchObject({
      sampler: { type: 'parentbased_traceidratio', argument: '1' },
      initContainerSecurityContext: {
        runAsNonRoot: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
    });
  });

  it('are not added to code that sends traces itself, nor without the operator', () => {
    const own = tracing({});
    expect([instrumentation.emit(own), injectAnnotations(own)]).toEqual([
      [],
      {},
    ]);
    const plan = tracing({ inject: 'nodejs' });
    const zone = createRichZone('none', {
      tracing: { ...plan.zone.spec.tracing, operator: false },
    });
    expect(instrumentation.emit({ ...plan, zone })).toEqual([]);
    expect(injectAnnotations({ ...plan, zone })).toEqual({});
  });

  it('wait for the pods of a chart, which ask by its values', () => {
    const chart = tracing({}, 'none', { kind: 'worker', chart: CHART });
    expect(instrumentation.emit(chart)).toHaveLength(1);
    expect(injectAnnotations(chart)).toEqual({});
  });
});

describe('the mesh', () => {
  const telemetryOf = (
    mesh: 'none' | 'sidecar' | 'ambient',
    traces: Traces = { samplingPercent: 5 },
  ) => meshTracing.emit(at(tracing(traces, mesh)));

  it('traces as many requests, with what it calls the collector', () => {
    expect(telemetryOf('sidecar')).toEqual([
      {
        apiVersion: 'telemetry.istio.io/v1',
        kind: 'Telemetry',
        metadata: {
          name: 'shop',
          namespace: 'shop',
          labels: { 'orchestr8.io/module': 'shop' },
        },
        spec: {
          tracing: [
            {
              providers: [{ name: 'otel-tracing' }],
              randomSamplingPercentage: 5,
            },
          ],
        },
      },
    ]);
    expect(telemetryOf('ambient')).toHaveLength(1);
  });

  it('is told nothing where there is none, or no traces are wanted', () => {
    expect(telemetryOf('none')).toEqual([]);
    expect(meshTracing.emit(at(planWith({ kind: 'worker' })))).toEqual([]);
  });
});
