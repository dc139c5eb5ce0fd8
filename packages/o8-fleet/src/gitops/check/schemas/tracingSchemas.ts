import { z } from 'zod';
import {
  anything,
  fields,
  filled,
  flag,
  list,
  oneOf,
  text,
  textMap,
} from './fields';

const match = fields({ mode: oneOf('CLIENT_AND_SERVER', 'CLIENT', 'SERVER') });
const providers = list(fields({}, { name: filled }));
const target = fields(
  { group: text, namespace: text },
  { kind: filled, name: filled },
);

/** A Telemetry of Istio, but for its metadata. */
export const telemetrySchema: z.ZodRawShape = {
  spec: fields({
    accessLogging: list(
      fields({
        disabled: flag,
        filter: fields({ expression: text }),
        match,
        providers,
      }),
    ),
    metrics: list(
      fields({ overrides: list(anything), providers, reportingInterval: text }),
    ),
    selector: fields({ matchLabels: textMap }),
    targetRef: target,
    targetRefs: list(target),
    tracing: list(
      fields({
        customTags: anything,
        disableContextPropagation: flag,
        disableSpanReporting: flag,
        enableIstioTags: flag,
        match,
        providers,
        randomSamplingPercentage: z.number().min(0).max(100),
        useRequestIdForTraceSampling: flag,
      }),
    ),
  }).nullish(),
};

const env = list(fields({ value: text, valueFrom: anything }, { name: text }));

/** An Instrumentation of OpenTelemetry, but for its metadata. */
export const instrumentationSchema: z.ZodRawShape = {
  spec: fields({
    apacheHttpd: anything,
    defaults: fields({ useLabelsForResourceAttributes: flag }),
    dotnet: anything,
    env,
    exporter: fields({ endpoint: text, tls: anything }),
    go: anything,
    imagePullPolicy: text,
    initContainerSecurityContext: anything,
    java: anything,
    nginx: anything,
    nodejs: anything,
    propagators: list(
      oneOf(
        'tracecontext',
        'baggage',
        'b3',
        'b3multi',
        'jaeger',
        'xray',
        'ottrace',
        'none',
      ),
    ),
    python: anything,
    resource: fields({
      addK8sUIDAttributes: flag,
      resourceAttributes: textMap,
    }),
    sampler: fields({
      argument: text,
      type: oneOf(
        'always_on',
        'always_off',
        'traceidratio',
        'parentbased_always_on',
        'parentbased_always_off',
        'parentbased_traceidratio',
        'jaeger_remote',
        'xray',
      ),
    }),
  }).nullish(),
};
