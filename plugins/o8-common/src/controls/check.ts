import { z } from 'zod';
import {
  intSchema,
  enumSchema,
  lineSchema,
  O8_API_VERSION,
} from '../spec/text';

/** What a check is about. @public */
export const CHECK_SUBJECTS = [
  'module',
  'workload',
  'cluster',
  'platform',
] as const;

/** How bad it is when a check fails, the worst first. @public */
export const CHECK_SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** How much of a check or control needs no person. @public */
export const AUTOMATIONS = ['full', 'partial', 'manual'] as const;

/**
 * What answers before anything runs: the planned objects; nothing but running evidence; or
 * a person, always.
 *
 * @public
 */
export const FORECAST_BASES = ['planned', 'running', 'person'] as const;

/** The schema of the id of a check, such as `NET-1`. */
export const checkIdSchema = z
  .string('must be text')
  .regex(/^[A-Z]{2,4}-[1-9][0-9]?$/, 'is not the id of a check such as NET-1');

/** The schema of a {@link ComplianceCheck} as it is written. */
export const checkSchema = z
  .strictObject({
    id: checkIdSchema,
    title: lineSchema(80).describe('What holds when it passes.'),
    version: intSchema(1, 1_000)
      .default(1)
      .describe('Raised when its meaning changes: old results stay with it.'),
    subject: enumSchema(CHECK_SUBJECTS),
    severity: enumSchema(CHECK_SEVERITIES),
    automation: enumSchema(AUTOMATIONS),
    forecast: enumSchema(FORECAST_BASES),
    evidence: lineSchema(200).describe('What it rests on.'),
    remediation: lineSchema(200).describe('What to do when it fails.'),
    watched: lineSchema(200)
      .optional()
      .describe('What no plan can show, and running evidence has to.'),
  })
  .superRefine(({ forecast, automation }, { addIssue }) => {
    if ((forecast === 'person') !== (automation === 'manual')) {
      const message =
        'must be "person" for "automation: manual", and only then';
      addIssue({ code: 'custom', path: ['forecast'], message });
    }
  });

/**
 * One question with an answer, on which controls rest.
 *
 * @public
 */
export interface ComplianceCheck {
  /** Such as `NET-1`. */
  id: string;
  /** What holds when it passes. */
  title: string;
  /** Raised when its meaning changes: old results stay with it. */
  version: number;
  subject: (typeof CHECK_SUBJECTS)[number];
  severity: (typeof CHECK_SEVERITIES)[number];
  automation: (typeof AUTOMATIONS)[number];
  forecast: (typeof FORECAST_BASES)[number];
  /** What it rests on. */
  evidence: string;
  /** What to do when it fails. */
  remediation: string;
  /** What no plan can show, and running evidence has to. */
  watched?: string;
}

/** The schema of a file of checks: those of one family. */
export const checksSchema = z.strictObject({
  apiVersion: z.literal(O8_API_VERSION, `must be "${O8_API_VERSION}"`),
  kind: z.literal('ComplianceChecks', 'must be "ComplianceChecks"'),
  metadata: z.strictObject({ name: lineSchema(40) }),
  spec: z.strictObject({
    title: lineSchema(80),
    checks: z.array(checkSchema).min(1, 'needs at least one check'),
  }),
});
