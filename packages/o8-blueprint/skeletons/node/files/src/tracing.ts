// o8:file tracing
import {
  context,
  propagation,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type SpanOptions,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { detectResources, envDetector } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from "@opentelemetry/sdk-trace";

const tracer = trace.getTracer("o8-module");

/** Starts to send traces to where the environment says, if it says so. */
export function startTracing(variables: NodeJS.ProcessEnv): TracerProvider {
  const provider = new TracerProvider({
    resource: detectResources({ detectors: [envDetector] }),
    sampler: toSampler(variables),
    spanProcessors: variables["OTEL_EXPORTER_OTLP_ENDPOINT"]
      ? [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })]
      : [],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(
    new CompositePropagator({
      propagators: [
        new W3CTraceContextPropagator(),
        new W3CBaggagePropagator(),
      ],
    }),
  );
  trace.setGlobalTracerProvider(provider);
  return provider;
}

/** The SDK reads all variables but these two, which only its far larger package for Node.js reads. */
export function toSampler(variables: NodeJS.ProcessEnv): Sampler {
  const [, parentBased, name = "always_on"] =
    /^(parentbased_)?(.*)$/.exec(
      variables["OTEL_TRACES_SAMPLER"] || "parentbased_always_on",
    ) ?? [];
  const root = toRootSampler(name, variables["OTEL_TRACES_SAMPLER_ARG"]);
  return parentBased ? new ParentBasedSampler({ root }) : root;
}

function toRootSampler(name: string, argument = "1"): Sampler {
  switch (name) {
    case "always_off":
      return new AlwaysOffSampler();
    case "traceidratio":
      return new TraceIdRatioBasedSampler(Number(argument));
    default:
      return new AlwaysOnSampler();
  }
}

/** Does work inside of a span, which tells of its failure. */
export async function inSpan<T>(
  { name, ...options }: SpanOptions & { name: string },
  work: (span: Span) => Promise<T>,
  parent: Context = context.active(),
): Promise<T> {
  return tracer.startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
