import { z } from 'zod';
import {
  absolutePathSchema,
  booleanSchema,
  dnsLabelSchema,
  enumSchema,
  memorySchema,
} from '../text';

/** Which access a volume allows. @public */
export const ACCESS_MODES = ['ReadWriteOnce', 'ReadWriteMany'] as const;

/** The schema of a volume that outlives its pods. */
export const volumeSchema = z.strictObject({
  name: dnsLabelSchema
    .max(20, 'is longer than 20 characters')
    .describe('Of the volume in the module; its claim is `<module>-<name>`.'),
  mountPath: absolutePathSchema.describe('Where the container finds it.'),
  size: memorySchema.describe('Such as 10Gi. It can grow, never shrink.'),
  storageClass: z
    .string('must be text')
    .regex(
      /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
      'is not the name of a StorageClass',
    )
    .optional()
    .describe("Another class of storage than the cluster's default."),
  accessMode: enumSchema(ACCESS_MODES)
    .default('ReadWriteOnce')
    .describe('Whether several nodes may have it at once.'),
  backup: booleanSchema
    .default(true)
    .describe('Whether backups contain it. `false` is for caches.'),
});

/** The schema of files that are no secrets. */
export const configSchema = z.strictObject({
  mountPath: absolutePathSchema
    .default('/etc/module')
    .describe('The folder in which the container finds them.'),
  files: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,200}$/, 'is not a file name'),
      z
        .string('must be text')
        .max(65_536, 'is longer than 64 KiB')
        // Tabs and line breaks are what files consist of.
        .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, 'has control characters'),
    )
    .refine(files => Object.keys(files).length > 0, 'needs at least one file')
    .describe('Text by file name. A change starts new pods.'),
});
