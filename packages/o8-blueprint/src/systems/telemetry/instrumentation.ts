import { workloadLabels } from '../../emitters/labels';
import type { Emitter, ModuleContext } from '../../emitters/types';
import { otlpEndpoint, PROPAGATORS, sampler } from './otlp';

/** As the container that it is for: restricted, and as a user that is not root. */
const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: 10_001,
  seccompProfile: { type: 'RuntimeDefault' },
};

/**
 * How the OpenTelemetry Operator adds an agent to pods that ask for one by annotation.
 * Never that for Go, which needs a privileged container.
 */
export const instrumentation: Emitter<ModuleContext> = {
  file: () => 'instrumentation.yaml',
  home: 'module',
  kinds: [{ group: 'opentelemetry.io', kind: 'Instrumentation' }],
  forCharts: true,
  emit: context => {
    const { spec, zone } = context;
    const { tracing } = zone.spec;
    if (!tracing || !isWanted(context)) {
      return [];
    }
    const { name } = spec.metadata;
    const variables = {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
    };
    return [
      {
        apiVersion: 'opentelemetry.io/v1alpha1',
        kind: 'Instrumentation',
        metadata: { name, labels: workloadLabels(name) },
        spec: {
          // Agents of all languages speak HTTP.
          exporter: { endpoint: otlpEndpoint(tracing) },
          propagators: PROPAGATORS,
          sampler: sampler(context),
          env: Object.entries(variables).map(([key, value]) => ({
            name: key,
            value,
          })),
          initContainerSecurityContext: RESTRICTED,
        },
      },
    ];
  },
};

/** What asks for the agent. The values of a chart do so themselves. */
export function injectAnnotations(
  context: ModuleContext,
): Record<string, string> {
  const { metadata, spec } = context.spec;
  const inject = spec.observability?.traces?.inject;
  return inject && isInjected(context)
    ? { [`instrumentation.opentelemetry.io/inject-${inject}`]: metadata.name }
    : {};
}

/** Whether the code of a module gets an agent that sends its traces. */
export function isInjected(context: ModuleContext): boolean {
  const { inject } = context.spec.spec.observability?.traces ?? {};
  return inject !== undefined && isWanted(context);
}

function isWanted({ spec, zone }: ModuleContext): boolean {
  const { traces } = spec.spec.observability ?? {};
  const { chart } = spec.spec.workload;
  return (
    zone.spec.tracing?.operator === true &&
    traces !== undefined &&
    (chart !== undefined || traces.inject !== undefined)
  );
}
