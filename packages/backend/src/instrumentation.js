// What the backend tells of itself, as OpenTelemetry. Loaded before everything else, by
// `node --require`: what is measured has to be known before it is imported.
//
// OTEL_EXPORTER_PROMETHEUS_PORT  metrics for Prometheus, on this port, below /metrics
// OTEL_EXPORTER_PROMETHEUS_HOST  the address that it listens on; localhost by default
// OTEL_EXPORTER_OTLP_ENDPOINT    traces for an OpenTelemetry collector
//
// Without the first and the last, nothing is loaded and nothing is measured. There is no
// default port, so that two portals can run on one machine.
// https://backstage.io/docs/tutorials/setup-opentelemetry
const { isMainThread } = require('node:worker_threads');

const { env } = process;
const hasMetrics = Boolean(env.OTEL_EXPORTER_PROMETHEUS_PORT);
const hasTraces = Boolean(
  env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
);

// A worker has the same environment, and would want the same port.
if (isMainThread && (hasMetrics || hasTraces)) {
  start();
}

function start() {
  const { NodeSDK } = require('@opentelemetry/sdk-node');

  const sdk = new NodeSDK({
    serviceName: env.OTEL_SERVICE_NAME || 'orchestr8',
    metricReaders: hasMetrics ? [createPrometheusExporter()] : [],
    // Absent: as the environment says. Empty: nowhere.
    ...(!hasTraces && { spanProcessors: [] }),
    logRecordProcessors: [],
    instrumentations: createInstrumentations(),
  });
  sdk.start();
}

function createPrometheusExporter() {
  const { PrometheusExporter } = require('@opentelemetry/exporter-prometheus');
  const port = Number(env.OTEL_EXPORTER_PROMETHEUS_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(
      'OTEL_EXPORTER_PROMETHEUS_PORT has to be a port, such as 9464',
    );
  }
  return new PrometheusExporter(
    { host: env.OTEL_EXPORTER_PROMETHEUS_HOST, port },
    error => {
      if (error) {
        // Whoever set the port counts on it: a backend that nobody sees is worse than none.
        console.error(`Metrics cannot be served: ${error.message}`);
        process.exit(1);
      }
    },
  );
}

function createInstrumentations() {
  const {
    ExpressInstrumentation,
    ExpressLayerType,
  } = require('@opentelemetry/instrumentation-express');
  const {
    HttpInstrumentation,
  } = require('@opentelemetry/instrumentation-http');
  const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg');
  const {
    RuntimeNodeInstrumentation,
  } = require('@opentelemetry/instrumentation-runtime-node');
  const {
    UndiciInstrumentation,
  } = require('@opentelemetry/instrumentation-undici');
  return [
    new HttpInstrumentation({
      // Probes come all the time, and say nothing.
      ignoreIncomingRequestHook: ({ url = '' }) =>
        url.startsWith('/.backstage/health/'),
    }),
    new ExpressInstrumentation({
      // A span for each middleware of each plugin hides what the request was about.
      ignoreLayersType: [ExpressLayerType.MIDDLEWARE],
    }),
    // Watches last for minutes and begin by themselves: a trace of their own says nothing.
    new UndiciInstrumentation({ requireParentforSpans: true }),
    new PgInstrumentation({ requireParentSpan: true }),
    new RuntimeNodeInstrumentation(),
  ];
}
