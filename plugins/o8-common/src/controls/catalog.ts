import { z } from 'zod';
import { FRAMEWORKS } from '../spec/module/objectives';
import { enumSchema, lineSchema, O8_API_VERSION } from '../spec/text';

/** How binding a specification of HIPAA is; a standard is what its specifications serve. @public */
export const REQUIREMENTS = ['standard', 'required', 'addressable'] as const;

/** Whether titles are those of the framework or our own summaries. @public */
export const CATALOG_TEXTS = ['public-domain', 'summary'] as const;

const controlSchema = z.strictObject({
  id: lineSchema(40).describe('As the framework calls it.'),
  title: lineSchema(100),
  requirement: enumSchema(REQUIREMENTS).optional(),
});

/** The schema of a URL of a source. */
export const sourceSchema = z
  .string('must be text')
  .regex(/^https:\/\/[^\s]+$/, 'is not an https URL');

/** The schema of a {@link ComplianceCatalog} as it is written. */
export const catalogSchema = z.strictObject({
  apiVersion: z.literal(O8_API_VERSION, `must be "${O8_API_VERSION}"`),
  kind: z.literal('ComplianceCatalog', 'must be "ComplianceCatalog"'),
  metadata: z.strictObject({ name: enumSchema(FRAMEWORKS) }),
  spec: z.strictObject({
    title: lineSchema(100),
    version: lineSchema(100),
    source: sourceSchema.describe('Where the text is.'),
    text: enumSchema(CATALOG_TEXTS),
    scope: lineSchema(200).describe('What of it is here, and what is not.'),
    controls: z.array(controlSchema).min(1, 'needs at least one control'),
  }),
});

/**
 * One demand of a framework.
 *
 * @public
 */
export interface ComplianceControl {
  /** As the framework calls it. */
  id: string;
  title: string;
  /** Of HIPAA only. */
  requirement?: (typeof REQUIREMENTS)[number];
}

/**
 * The demands of a framework.
 *
 * @public
 */
export interface ComplianceCatalog {
  /** Its short name, as specs call it. */
  id: (typeof FRAMEWORKS)[number];
  title: string;
  version: string;
  /** Where the text is. */
  source: string;
  text: (typeof CATALOG_TEXTS)[number];
  /** What of it is here, and what is not. */
  scope: string;
  controls: ComplianceControl[];
}
