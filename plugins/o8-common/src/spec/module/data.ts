import { z } from 'zod';
import {
  booleanSchema,
  checkMemoryLimit,
  cpuSchema,
  dnsLabelSchema,
  durationSchema,
  enumSchema,
  intSchema,
  memorySchema,
  programSchema,
} from '../text';

const databaseResourcesSchema = z
  .strictObject({
    cpu: cpuSchema.default('500m').describe('What is reserved.'),
    memory: memorySchema.default('1Gi').describe('What is reserved.'),
    memoryLimit: memorySchema
      .default('1Gi')
      .describe('With more it is ended and started again.'),
  })
  .superRefine(checkMemoryLimit);

/** The schema of a module's PostgreSQL database. */
export const postgresqlSchema = z.strictObject({
  mode: enumSchema(['shared', 'dedicated'])
    .default('shared')
    .describe(
      "`shared`: a database with a schema and a role on the landing zone's cluster; `dedicated`: a cluster of its own.",
    ),
  extensions: z
    .array(
      z
        .string('must be text')
        .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'is not an extension'),
    )
    .max(20, 'has more than 20 entries')
    .default([])
    .describe('Extensions that its database has.'),
  migrations: z
    .strictObject({
      command: programSchema(50).describe('The program and its arguments.'),
    })
    .optional()
    .describe('A program of the image that runs before each rollout.'),
  pitrWindow: durationSchema
    .optional()
    .describe('How far back one can go to any point in time.'),
  connectionLimit: intSchema(1, 1_000)
    .default(20)
    .describe('How many connections it may have at once.'),
  instances: intSchema(1, 9).optional().describe('Dedicated only.'),
  size: memorySchema.optional().describe('Dedicated only.'),
  resources: databaseResourcesSchema
    .optional()
    .describe('Dedicated only: what one instance may use.'),
  perCluster: booleanSchema
    .optional()
    .describe(
      'Shared on several clusters: that each has data of its own, on purpose.',
    ),
  primary: dnsLabelSchema
    .optional()
    .describe('Dedicated in several regions: the cluster that is written to.'),
  promotionToken: z
    .string('must be text')
    .regex(/^[A-Za-z0-9+/=]{1,4000}$/, 'is not a token of CloudNativePG')
    .optional()
    .describe(
      'Dedicated in several regions: what the last primary left for the next one. It is no secret.',
    ),
  archive: dnsLabelSchema
    .max(20, 'is longer than 20 characters')
    .optional()
    .describe(
      'Dedicated only: another archive, such as `after-loss`. A new cluster never continues that of another.',
    ),
});

/** The schema of the data that a module has. */
export const dataSchema = z.strictObject({
  postgresql: postgresqlSchema
    .optional()
    .describe('PostgreSQL, by CloudNativePG.'),
});
