import { z } from 'zod';
import {
  booleanSchema,
  cronSchema,
  dnsLabelSchema,
  durationSchema,
  enumSchema,
  intSchema,
} from '../text';

/** Tiers with objectives of their own. @public */
export const TIERS = ['standard', 'critical'] as const;

/** Frameworks whose controls are followed. @public */
export const FRAMEWORKS = ['soc2', 'hipaa'] as const;

/** How much harm it would do if data became known. `phi`: health data of a person. @public */
export const DATA_CLASSIFICATIONS = [
  'public',
  'internal',
  'confidential',
  'phi',
] as const;

/** The schema of what auditors ask for. */
export const complianceSchema = z.strictObject({
  frameworks: z
    .array(enumSchema(FRAMEWORKS))
    .max(FRAMEWORKS.length, 'has an entry twice')
    .refine(list => new Set(list).size === list.length, 'has an entry twice')
    .meta({ uniqueItems: true })
    .default([])
    .describe('Whose controls are followed.'),
  dataClassification: enumSchema(DATA_CLASSIFICATIONS)
    .optional()
    .describe('Of the most sensitive data it works with. `phi`: health data.'),
  retentionDays: intSchema(1, 3_650)
    .optional()
    .describe('How long evidence is kept.'),
});

/** The schema of what may be lost and how long it may take. */
export const recoverySchema = z.strictObject({
  tier: enumSchema(TIERS)
    .default('standard')
    .describe('`critical`: hourly backups for 8 days, else daily ones for 30.'),
  rpo: durationSchema
    .optional()
    .describe('How much data may be lost, as time. Judged per kind of data.'),
  rto: durationSchema
    .optional()
    .describe('How long it may take until it works again.'),
  schedule: cronSchema
    .optional()
    .describe('Of backups: five fields of cron, UTC. By the tier without it.'),
  retentionDays: intSchema(1, 3_650)
    .optional()
    .describe('How long backups are kept. By the tier without it.'),
  drillIntervalDays: intSchema(1, 730)
    .optional()
    .describe('How often a restore is to be practised.'),
  failover: z
    .strictObject({
      mode: enumSchema(['active-active', 'active-passive']).describe(
        'Whether all regions serve, or one.',
      ),
      primary: dnsLabelSchema
        .optional()
        .describe('Of `active-passive`: the cluster that serves.'),
      automatic: booleanSchema
        .default(true)
        .describe('Whether it happens without a person.'),
    })
    .optional()
    .describe('What happens when a region is lost.'),
});
