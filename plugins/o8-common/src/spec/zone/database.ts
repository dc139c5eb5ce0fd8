import { z } from 'zod';
import {
  cidrSchema,
  dnsLabelSchema,
  durationSchema,
  lineSchema,
} from '../text';

/** The schema of the shared PostgreSQL. */
export const databaseSchema = z.strictObject({
  cluster: dnsLabelSchema.describe('The name of the cluster of CloudNativePG.'),
  namespace: dnsLabelSchema.describe('Where it is.'),
  retention: durationSchema
    .default('30d')
    .describe('How far back it can go to any point in time.'),
});

/** The schema of where database backups go. */
export const objectStorageSchema = z.strictObject({
  url: lineSchema(300).describe('Such as s3://backups/eu-1.'),
  cidrs: z
    .array(cidrSchema)
    .max(50, 'has more than 50 entries')
    .optional()
    .describe('Its addresses.'),
});
