import { z } from 'zod';
import {
  anyPortSchema,
  dnsLabelSchema,
  enumSchema,
  labelsSchema,
  lineSchema,
  portSchema,
} from '../text';
import { ownerSchema } from './metadata';

/** Pod Security Standards below "restricted". @public */
export const POD_SECURITY_EXCEPTIONS = ['baseline', 'privileged'] as const;

/** The schema of an exception that somebody answers for, and that ends. */
export const podSecuritySchema = z.strictObject({
  level: enumSchema(POD_SECURITY_EXCEPTIONS).describe(
    'What the namespace enforces instead of "restricted".',
  ),
  owner: ownerSchema.describe('Who answers for the exception.'),
  reason: lineSchema(200).describe('Why it cannot be restricted.'),
  expires: z.iso
    .date('is not a date such as 2027-06-30')
    .meta({ title: 'date' })
    .describe('The last day on which it holds.'),
});

const chartUrlSchema = z
  .string('must be text')
  .max(300, 'is longer than 300 characters')
  .regex(
    // No "..": a repository has one name, which projects compare.
    /^(https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?(\/[A-Za-z0-9_~][A-Za-z0-9._~-]*)*|oci:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?(\/[a-z0-9_][a-z0-9._-]*)*)$/,
    'is not the URL of a chart repository such as https://charts.example.com or oci://registry.example.com/charts',
  )
  .meta({ title: 'https or oci URL' });

/** The schema of a chart of somebody else. */
export const chartSchema = z.strictObject({
  repository: chartUrlSchema.describe('Where the chart is, https or oci.'),
  name: z
    .string('must be text')
    .regex(/^[a-z0-9]([-a-z0-9]{0,98}[a-z0-9])?$/, 'is not the name of a chart')
    .describe('Of the chart in its repository.'),
  version: z
    .string('must be text')
    .max(100, 'is longer than 100 characters')
    .regex(
      // Some charts write a "v" before it, against the letter of SemVer.
      /^v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
      'is not an exact version such as 1.5.2: ranges would change by themselves',
    )
    .meta({ title: 'exact version' })
    .describe('One exact version.'),
  values: z
    .record(z.string(), z.json())
    .default({})
    .describe('What the chart is told; overlays may say more per placement.'),
  selector: labelsSchema
    .optional()
    .describe(
      'Labels of the pods that callers reach; without it all pods of the namespace.',
    ),
  service: dnsLabelSchema
    .optional()
    .describe(
      'The Service that callers use; the name of the module without it.',
    ),
  port: portSchema.optional().describe('Of the pods, for callers and metrics.'),
  servicePort: anyPortSchema
    .optional()
    .describe('Of the Service, for the gateway; `port` without it.'),
  kinds: z
    .array(
      z.strictObject({
        group: z
          .string('must be text')
          .regex(
            /^([a-z0-9]([-a-z0-9.]{0,250}[a-z0-9])?)?$/,
            'is not an API group',
          )
          .describe('Its API group; empty for the core.'),
        kind: z
          .string('must be text')
          .regex(/^[A-Z][A-Za-z0-9]{0,62}$/, 'is not a kind')
          .describe('Such as StatefulSet.'),
      }),
    )
    .max(60, 'has more than 60 entries')
    .default([])
    .describe(
      'Kinds of the chart beyond those of generated modules; never any that widens the boundary.',
    ),
  podSecurity: podSecuritySchema
    .optional()
    .describe('An exception from the Pod Security Standard "restricted".'),
});
