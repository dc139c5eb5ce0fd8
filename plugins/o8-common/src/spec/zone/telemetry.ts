import { z } from 'zod';
import {
  anyPortSchema,
  booleanSchema,
  dnsLabelSchema,
  enumSchema,
  labelsSchema,
} from '../text';
import { isUrl } from './git';
import { platformPodsSchema } from './platformPods';

const serverUrlSchema = z
  .string('must be text')
  .max(2_000, 'is longer than 2000 characters')
  .refine(isServerUrl, {
    error:
      'must be an http or https URL such as http://prometheus.monitoring.svc:9090, without credentials, query or a slash at its end',
  })
  .meta({ title: 'http or https URL' });

function isServerUrl(text: string): boolean {
  if (!isUrl(text) || /[?#]|\/$/.test(text)) {
    return false;
  }
  const { protocol, username, password } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && username + password === '';
}

/** The schema of Prometheus. */
export const monitoringSchema = platformPodsSchema.extend({
  serviceAccount: dnsLabelSchema
    .optional()
    .describe(
      'Of its pods, where they are in the mesh. In ambient they have to be: without it any pod of its namespace may ask.',
    ),
  monitorLabels: labelsSchema
    .optional()
    .describe('By which Prometheus selects monitors and rules.'),
  dashboards: z
    .boolean('must be true or false')
    .default(false)
    .describe('Whether dashboards of modules are wanted.'),
  dashboardLabels: labelsSchema
    .optional()
    .describe(
      'By which the sidecar of Grafana finds dashboards; `grafana_dashboard: "1"` without them.',
    ),
  prometheusUrl: serverUrlSchema
    .optional()
    .describe(
      'Where Prometheus is asked, such as by the analysis of a canary.',
    ),
});

/** The schema of where traces go. */
export const tracingSchema = platformPodsSchema.extend({
  service: dnsLabelSchema.describe('That takes OTLP.'),
  grpcPort: anyPortSchema.default(4317).describe('Of OTLP by gRPC.'),
  httpPort: anyPortSchema.default(4318).describe('Of OTLP by HTTP.'),
  operator: booleanSchema
    .default(false)
    .describe('Whether the OpenTelemetry Operator is there.'),
  meshProvider: dnsLabelSchema
    .optional()
    .describe(
      'What the mesh calls it in its `extensionProviders`; its default one without it.',
    ),
});

/** The schema of who collects logs. */
export const loggingSchema = z.strictObject({
  operator: enumSchema(['fluent-operator', 'logging-operator']).describe(
    'Whose objects are written.',
  ),
  output: dnsLabelSchema
    .optional()
    .describe('`logging-operator`: the ClusterOutput of the platform.'),
  outputLabels: labelsSchema
    .default({ 'output.fluentd.fluent.io/enabled': 'true' })
    .describe('`fluent-operator`: what selects the ClusterOutputs of Fluentd.'),
  configLabels: labelsSchema
    .default({ 'config.fluentd.fluent.io/enabled': 'true' })
    .describe('`fluent-operator`: by which Fluentd selects its configuration.'),
});
