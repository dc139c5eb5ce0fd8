import { z } from 'zod';
import { FRAMEWORKS } from '../spec/module/objectives';
import { enumSchema, lineSchema, O8_API_VERSION } from '../spec/text';
import { sourceSchema } from './catalog';
import { checkIdSchema } from './check';

/** What checks and a control have to do with each other, in the words of OSCAL. @public */
export const RELATIONSHIPS = [
  'equivalent-to',
  'subset-of',
  'superset-of',
  'intersects-with',
  'no-relationship',
] as const;

/** How much of a control its checks cover. @public */
export const COVERAGES = ['full', 'partial', 'none'] as const;

/** How sure we are of an entry. @public */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;

const nistSchema = z
  .string('must be text')
  .regex(
    /^[A-Z]{2}-[1-9][0-9]?(\([1-9][0-9]?\))?$/,
    'is not a control of NIST SP 800-53',
  );

const entrySchema = z
  .strictObject({
    control: lineSchema(40),
    checks: z.array(checkIdSchema).describe('All of them have to pass.'),
    relationship: enumSchema(RELATIONSHIPS),
    coverage: enumSchema(COVERAGES),
    manual: z
      .array(lineSchema(200))
      .default([])
      .describe('What a person has to show.'),
    rationale: lineSchema(200),
    confidence: enumSchema(CONFIDENCES),
    provenance: z
      .union([z.literal('judgement'), sourceSchema])
      .optional()
      .describe('Another one than that of the mapping.'),
    nist80053: z.array(nistSchema).optional(),
  })
  .superRefine(({ checks, coverage, relationship, manual }, { addIssue }) => {
    const fail = (path: string, message: string) =>
      addIssue({ code: 'custom', path: [path], message });
    if ((checks.length === 0) !== (coverage === 'none')) {
      fail('coverage', 'must be "none" without checks, and only then');
    }
    if ((checks.length === 0) !== (relationship === 'no-relationship')) {
      fail(
        'relationship',
        'must be "no-relationship" without checks, and only then',
      );
    }
    // What checks do not cover, somebody has to: a control never passes for want of questions.
    if ((coverage === 'full') !== (manual.length === 0)) {
      fail('manual', 'must be empty where the checks cover all, and only then');
    }
    // Checks that only cross a control leave a part of it to somebody.
    if (coverage === 'full' && relationship === 'intersects-with') {
      fail('coverage', 'must be "partial" for "intersects-with"');
    }
    checks.forEach((check, index) => {
      if (checks.indexOf(check) < index) {
        fail('checks', `has "${check}" twice`);
      }
    });
  });

/** The schema of a {@link ComplianceMapping} as it is written. */
export const mappingSchema = z.strictObject({
  apiVersion: z.literal(O8_API_VERSION, `must be "${O8_API_VERSION}"`),
  kind: z.literal('ComplianceMapping', 'must be "ComplianceMapping"'),
  metadata: z.strictObject({ name: lineSchema(40) }),
  spec: z.strictObject({
    catalog: enumSchema(FRAMEWORKS),
    provenance: z.union(
      [z.literal('judgement'), sourceSchema],
      'must be "judgement" or an https URL',
    ),
    nist80053: z
      .strictObject({ source: sourceSchema, note: lineSchema(200) })
      .optional()
      .describe('Where the related controls of the entries come from.'),
    entries: z.array(entrySchema),
  }),
});

/**
 * Which checks speak to a control, and what they leave to people.
 *
 * @public
 */
export interface MappingEntry {
  control: string;
  /** All of them have to pass. */
  checks: string[];
  relationship: (typeof RELATIONSHIPS)[number];
  coverage: (typeof COVERAGES)[number];
  /** What a person has to show. */
  manual: string[];
  rationale: string;
  confidence: (typeof CONFIDENCES)[number];
  /** Another one than that of the mapping: `judgement`, or the URL of a source. */
  provenance?: string;
  /** Related controls of NIST SP 800-53. */
  nist80053?: string[];
}

/**
 * The entries of all controls of a framework.
 *
 * @public
 */
export interface ComplianceMapping {
  catalog: (typeof FRAMEWORKS)[number];
  /** `judgement`, or the URL of a source. */
  provenance: string;
  /** Where the related controls of the entries come from. */
  nist80053?: { source: string; note: string };
  entries: MappingEntry[];
}
