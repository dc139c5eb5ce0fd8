import { z } from 'zod';
import {
  argumentSchema,
  cronSchema,
  enumSchema,
  imageSchema,
  intSchema,
  portSchema,
} from '../text';
import { chartSchema } from './chart';
import { probesSchema } from './probes';
import {
  autoscalingSchema,
  envSchema,
  replicasSchema,
  resourcesSchema,
} from './resources';
import { configSchema, volumeSchema } from './volumes';

/** What runs: something that answers requests, something that does not, or now and then. @public */
export const WORKLOAD_KINDS = ['service', 'worker', 'job'] as const;

/** What the code of a module is written in. @public */
export const RUNTIMES = ['node', 'python', 'go', 'java'] as const;

const argumentsSchema = z
  .array(argumentSchema)
  .max(100, 'has more than 100 entries');

const jobSchema = z.strictObject({
  schedule: cronSchema.describe('When it runs: five fields of cron, UTC.'),
  timeoutMinutes: intSchema(1, 10_080)
    .default(60)
    .describe('After which it is ended.'),
  retries: intSchema(0, 10).default(2).describe('After a failure.'),
});

/** The schema of what runs in a module. Its cross-field rules are those of the blueprint. */
export const workloadSchema = z.strictObject({
  kind: enumSchema(WORKLOAD_KINDS).describe(
    '`service` answers requests, `worker` does not, `job` runs now and then.',
  ),
  runtime: enumSchema(RUNTIMES)
    .optional()
    .describe('Our code, which begins as a small program in this language.'),
  image: imageSchema
    .optional()
    .describe(
      "A ready image. Without image and chart the landing zone's placeholder runs until the first build.",
    ),
  chart: chartSchema
    .optional()
    .describe('A chart of somebody else, inside of our boundary.'),
  port: portSchema
    .default(8080)
    .describe('On which a service listens; it is told as PORT.'),
  command: argumentsSchema
    .min(1, 'needs a program')
    .optional()
    .describe("Instead of the image's program."),
  args: argumentsSchema.optional().describe('For the program.'),
  env: envSchema.optional().describe('Environment variables, never secrets.'),
  config: configSchema.optional().describe('Files, never secrets.'),
  volumes: z
    .array(volumeSchema)
    .max(10, 'has more than 10 entries')
    .optional()
    .describe(
      'What outlives pods. Without one a module has no data of its own.',
    ),
  probes: probesSchema
    .optional()
    .describe('Without them a service is asked whether its port is open.'),
  replicas: replicasSchema
    .default(2)
    .describe('How many run at once; a job runs once.'),
  autoscaling: autoscalingSchema
    .optional()
    .describe('Replicas by load instead of a fixed number.'),
  resources: resourcesSchema.prefault({}).describe('What one replica may use.'),
  job: jobSchema.optional().describe('When a job runs; for `kind: job` only.'),
});
