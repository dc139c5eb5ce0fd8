import { z } from 'zod';
import { dnsLabelSchema, durationSchema, enumSchema, intSchema } from '../text';

const SUBJECT = /^[a-z0-9_-]+(\.([a-z0-9_-]+|\*))*(\.>)?$/;

const publishedSchema = z.strictObject({
  name: dnsLabelSchema
    .max(40, 'is longer than 40 characters')
    .describe('Of the stream or topic; platform-wide it is `<module>.<name>`.'),
  subjects: z
    .array(
      z
        .string('must be text')
        .max(200, 'is longer than 200 characters')
        .regex(SUBJECT, 'is not a subject such as calls.started'),
    )
    .max(50, 'has more than 50 entries')
    .optional()
    .describe(
      'NATS: below the name of the module, so that `calls.started` of `billing` is `billing.calls.started`. Without any: `<module>.<name>` and everything below it.',
    ),
  partitions: intSchema(1, 200)
    .optional()
    .describe('Kafka; as many as the landing zone says without it.'),
  retention: durationSchema.default('7d').describe('How long events are kept.'),
});

const consumedSchema = z.strictObject({
  module: dnsLabelSchema.describe('Which module publishes it.'),
  name: dnsLabelSchema.describe('Of its stream or topic.'),
});

/** The schema of events that a module publishes and consumes. */
export const eventsSchema = z.strictObject({
  bus: enumSchema(['nats', 'kafka']).describe('Which of the buses.'),
  publishes: z
    .array(publishedSchema)
    .max(50, 'has more than 50 entries')
    .default([])
    .describe('Its streams or topics.'),
  consumes: z
    .array(consumedSchema)
    .max(50, 'has more than 50 entries')
    .default([])
    .describe('Those of others that it reads.'),
});
