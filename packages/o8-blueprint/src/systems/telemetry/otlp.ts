import {
  networkPolicy,
  ownPods,
  podsIn,
  selectPods,
  tcpPorts,
} from '../../emitters/boundary/networkPolicy';
import type { PlainEnvVar } from '../../emitters/module/env';
import type { ModuleContext, PlacementContext } from '../../emitters/types';
import type { Manifest } from '../../types';

type Tracing = NonNullable<ModuleContext['zone']['spec']['tracing']>;

/** By head of the trace: what its caller has decided holds for all of it. */
const SAMPLER = 'parentbased_traceidratio';

/** Who is told which trace a request belongs to, in which headers. */
export const PROPAGATORS = ['tracecontext', 'baggage'];

/** Where the collector of the landing zone takes OTLP by HTTP. */
export function otlpEndpoint({
  namespace,
  service,
  httpPort,
}: Tracing): string {
  return `http://${service}.${namespace}.svc.cluster.local:${httpPort}`;
}

/** How many requests are traced, as SDKs take it. */
export function sampler({ spec }: ModuleContext): {
  type: typeof SAMPLER;
  argument: string;
} {
  const { samplingPercent = 0 } = spec.spec.observability?.traces ?? {};
  const share = Number((samplingPercent / 100).toPrecision(9));
  return { type: SAMPLER, argument: String(share) };
}

/** What OpenTelemetry reads from the environment. A chart is told by its values. */
export function otlpEnv(context: ModuleContext): PlainEnvVar[] {
  const { spec, zone } = context;
  const { tracing } = zone.spec;
  const { workload, observability } = spec.spec;
  if (!tracing || !observability?.traces || workload.chart) {
    return [];
  }
  // What SDKs and agents of all languages speak.
  const protocol = 'http/protobuf';
  const { type, argument } = sampler(context);
  const variables = {
    OTEL_SERVICE_NAME: spec.metadata.name,
    OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint(tracing),
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_TRACES_SAMPLER: type,
    OTEL_TRACES_SAMPLER_ARG: argument,
    OTEL_RESOURCE_ATTRIBUTES: toAttributes(context),
    OTEL_PROPAGATORS: PROPAGATORS.join(','),
    // What takes traces, such as Jaeger, takes nothing else: Prometheus asks for metrics,
    // and logs are read from the output.
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
  };
  return Object.entries(variables).map(([name, value]) => ({ name, value }));
}

/** Whose spans they are, and where they come from. */
function toAttributes({ spec, at }: ModuleContext): string {
  const { name, system } = spec.metadata;
  const attributes = {
    ...(system && { 'service.namespace': system }),
    'k8s.namespace.name': name,
    ...(at && {
      'k8s.cluster.name': at.cluster.name,
      'deployment.environment.name': at.environment,
    }),
  };
  return Object.entries(attributes)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join(',');
}

/** The way to the collector, also for the proxies of the mesh. */
export function otlpHole({ spec, zone }: PlacementContext): Manifest[] {
  const { tracing } = zone.spec;
  if (!tracing || !spec.spec.observability?.traces) {
    return [];
  }
  const { namespace, podLabels, grpcPort, httpPort } = tracing;
  const ports = [...new Set([grpcPort, httpPort])];
  return [
    networkPolicy(
      spec.metadata.name,
      { name: 'allow-traces-egress' },
      {
        podSelector: selectPods(ownPods(spec)),
        policyTypes: ['Egress'],
        egress: [
          { to: [podsIn(namespace, podLabels)], ports: tcpPorts(zone, ports) },
        ],
      },
    ),
  ];
}
