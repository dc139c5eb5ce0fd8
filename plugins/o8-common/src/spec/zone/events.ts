import { z } from 'zod';
import { dnsLabelSchema, lineSchema } from '../text';
import { platformPodsSchema } from './platformPods';

/** The schema of the event buses. */
export const eventsSchema = z.strictObject({
  nats: platformPodsSchema
    .extend({ url: lineSchema(300).describe('Where clients connect.') })
    .optional()
    .describe('NATS with JetStream.'),
  kafka: platformPodsSchema
    .extend({
      cluster: dnsLabelSchema.describe('Its name, as Strimzi has it.'),
      bootstrap: lineSchema(300).describe('Where clients connect.'),
    })
    .optional()
    .describe('Kafka by Strimzi.'),
});
