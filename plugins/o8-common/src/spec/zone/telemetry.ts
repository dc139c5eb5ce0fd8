import { z } from 'zod';
import {
  anyPortSchema,
  dnsLabelSchema,
  enumSchema,
  labelsSchema,
} from '../text';
import { platformPodsSchema } from './platformPods';

/** The schema of Prometheus. */
export const monitoringSchema = platformPodsSchema.extend({
  monitorLabels: labelsSchema
    .optional()
    .describe('By which Prometheus selects monitors and rules.'),
  dashboards: z
    .boolean('must be true or false')
    .default(false)
    .describe('Whether dashboards of modules are wanted.'),
});

/** The schema of where traces go. */
export const tracingSchema = platformPodsSchema.extend({
  service: dnsLabelSchema.describe('That takes OTLP.'),
  grpcPort: anyPortSchema.default(4317).describe('Of OTLP by gRPC.'),
  httpPort: anyPortSchema.default(4318).describe('Of OTLP by HTTP.'),
});

/** The schema of who collects logs. */
export const loggingSchema = z.strictObject({
  operator: enumSchema(['fluent-operator', 'logging-operator']).describe(
    'Whose objects are written.',
  ),
  output: dnsLabelSchema.optional().describe('The output of the platform.'),
});
