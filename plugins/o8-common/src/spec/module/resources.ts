import { z } from 'zod';
import { checkMemoryLimit, cpuSchema, intSchema, memorySchema } from '../text';

/** The schema of what one replica may use. */
export const resourcesSchema = z
  .strictObject({
    cpu: cpuSchema
      .default('100m')
      .describe(
        'What is reserved. There is no limit: it would only slow down.',
      ),
    memory: memorySchema.default('128Mi').describe('What is reserved.'),
    memoryLimit: memorySchema
      .default('256Mi')
      .describe('With more it is ended and started again.'),
  })
  .superRefine(checkMemoryLimit);

/** The schema of a number of replicas. */
export const replicasSchema = intSchema(1, 50);

/** The schema of how replicas become more and fewer by themselves. */
export const autoscalingSchema = z
  .strictObject({
    minReplicas: replicasSchema.describe('Never fewer.'),
    maxReplicas: replicasSchema.describe('Never more.'),
    cpuPercent: intSchema(10, 95)
      .optional()
      .describe('Of the reserved CPU that replicas use on average.'),
    memoryPercent: intSchema(10, 95)
      .optional()
      .describe('Of the reserved memory that replicas use on average.'),
  })
  .superRefine((value, { addIssue }) => {
    if (value.maxReplicas < value.minReplicas) {
      const message = `must be at least minReplicas (${value.minReplicas})`;
      addIssue({ code: 'custom', path: ['maxReplicas'], message });
    }
    if (value.cpuPercent === undefined && value.memoryPercent === undefined) {
      const message = 'needs cpuPercent, memoryPercent or both';
      addIssue({ code: 'custom', message });
    }
  });

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const NO_CONTROL = /^[^\p{Cc}\p{Cs}]*$/u;

/** The schema of environment variables, none of which is a secret. */
export const envSchema = z.record(
  z.string().regex(ENV_NAME, 'is not the name of an environment variable'),
  z
    .string('must be text; numbers and booleans need quotes')
    .max(4_096, 'is longer than 4096 characters')
    .regex(NO_CONTROL, 'must be one line without control characters'),
);
