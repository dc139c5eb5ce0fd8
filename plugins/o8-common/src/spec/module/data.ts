import { z } from 'zod';
import {
  absolutePathSchema,
  dnsLabelSchema,
  durationSchema,
  enumSchema,
  intSchema,
  memorySchema,
  programSchema,
} from '../text';

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
  primary: dnsLabelSchema
    .optional()
    .describe('Dedicated in several regions: the cluster that is written to.'),
});

/** The schema of the data that a module has. */
export const dataSchema = z.strictObject({
  postgresql: postgresqlSchema
    .optional()
    .describe('PostgreSQL, by CloudNativePG.'),
});

/** The schema of a secret: its names, never its values. */
export const secretSchema = z
  .strictObject({
    name: dnsLabelSchema
      .max(40, 'is longer than 40 characters')
      .describe('Of the Secret in its namespace.'),
    keys: z
      .array(
        z
          .string('must be text')
          .regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/, 'is not a key'),
      )
      .min(1, 'needs at least one key')
      .max(50, 'has more than 50 entries')
      .describe('What it contains, by name.'),
    path: z
      .string('must be text')
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9._/-]{0,300}$/,
        'is not a path such as teams/voice/api',
      )
      .optional()
      .describe(
        'Where the store of the landing zone has it (External Secrets).',
      ),
    sealed: z
      .record(
        dnsLabelSchema,
        z.record(
          z.string(),
          z
            .string('must be text')
            .regex(/^Ag[A-Za-z0-9+/=]+$/, 'is not ciphertext of "o8 seal"'),
        ),
      )
      .optional()
      .describe('Ciphertext by cluster and key, written by `o8 seal`.'),
    mountPath: absolutePathSchema
      .optional()
      .describe('Files instead of environment variables.'),
  })
  .superRefine(({ path, sealed }, { addIssue }) => {
    if ((path === undefined) === (sealed === undefined)) {
      addIssue({ code: 'custom', message: 'needs either "path" or "sealed"' });
    }
  });
