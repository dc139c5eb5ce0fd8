import { z } from 'zod';
import {
  checkMemoryLimit,
  cpuSchema,
  dnsLabelSchema,
  memorySchema,
} from '../text';

/** The schema of what one module may use of a cluster. */
export const quotaSchema = z
  .strictObject({
    cpu: cpuSchema.default('8').describe('CPU that it may reserve.'),
    memory: memorySchema
      .default('16Gi')
      .describe('Memory that it may reserve.'),
    memoryLimit: memorySchema
      .default('32Gi')
      .describe('The sum of its limits; not below `memory`.'),
    pods: z
      .number('must be a number')
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .default(60)
      .describe('How many pods it may have.'),
  })
  .superRefine(checkMemoryLimit);

/** The schema of where backups are. */
export const backupSchema = z.strictObject({
  namespace: dnsLabelSchema.default('velero').describe('Where Velero is.'),
  storageLocation: dnsLabelSchema
    .default('default')
    .describe('The BackupStorageLocation for modules.'),
  moveData: z
    .boolean('must be true or false')
    .default(true)
    .describe(
      'Whether snapshots are copied off the cluster: otherwise a lost region is a lost backup.',
    ),
});

/** The schema of the Argo CD of a landing zone. */
export const argocdSchema = z.strictObject({
  namespace: dnsLabelSchema
    .default('argocd')
    .describe('Where Argo CD reads Applications.'),
  rootApplication: dnsLabelSchema
    .default('o8-root')
    .describe('The Application that applies the platform repository.'),
  project: dnsLabelSchema
    .refine(name => name !== 'default', {
      error: 'must not be "default", which allows everything to everybody',
    })
    .default('o8-platform')
    .describe('The AppProject of the root and of all boundaries.'),
});
