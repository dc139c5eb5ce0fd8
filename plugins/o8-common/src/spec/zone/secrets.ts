import { z } from 'zod';
import { dnsLabelSchema, enumSchema, lineSchema } from '../text';

/** The schema of where secrets come from. */
export const secretsSchema = z.strictObject({
  operator: enumSchema(['external-secrets', 'sealed-secrets']).describe(
    'What makes Secrets of what is in git.',
  ),
  store: z
    .strictObject({
      provider: enumSchema([
        'vault',
        'aws',
        'gcp',
        'azure',
        'kubernetes',
      ]).describe('What kind of store it is.'),
      server: lineSchema(300).optional().describe('Its address.'),
      path: lineSchema(300)
        .optional()
        .describe('Below which the secrets of modules are.'),
    })
    .optional()
    .describe('Of External Secrets.'),
  certificates: z
    .record(dnsLabelSchema, z.string('must be text').max(20_000))
    .optional()
    .describe('Of the Sealed Secrets controllers by cluster, PEM.'),
});
