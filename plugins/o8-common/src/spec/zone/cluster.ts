import { z } from 'zod';
import { dnsLabelSchema, lineSchema } from '../text';
import { isUrl } from './git';

// Projects compare destinations as patterns: one of these would allow other clusters.
const isNoPattern = (text: string) => !/[*?[\]{}!]/.test(text);
const PATTERN = {
  error:
    'must not have any of * ? [ ] { } !, because Argo CD takes them for patterns',
};

const isServer = (text: string) => /^https?:/.test(text) && isUrl(text);

const serverSchema = z
  .string('must be text')
  .refine(isServer, { error: 'must be the https URL of its API' })
  .refine(text => !isServer(text) || isNoPattern(text), PATTERN)
  .meta({ title: 'https URL' });

/** The schema of a cluster of a landing zone. */
export const clusterSchema = z.strictObject({
  name: dnsLabelSchema
    .refine(name => !/^boundary(-|$)/.test(name), {
      error: 'must not begin with "boundary": Applications of boundaries do',
    })
    .describe('How placements call it; not beginning with `boundary`.'),
  title: lineSchema(80)
    .optional()
    .describe('What people read instead of the name.'),
  environment: dnsLabelSchema.describe(
    'What its deployments are for, such as `production`.',
  ),
  region: dnsLabelSchema.optional().describe('Where it is.'),
  apiUrl: serverSchema
    .optional()
    .describe('The URL of its API, for people and other tools.'),
  argocd: z
    .union(
      [
        z.strictObject({
          name: lineSchema(253)
            .refine(isNoPattern, PATTERN)
            .describe('What Argo CD calls it; none of `* ? [ ] { } !`.'),
        }),
        z.strictObject({
          server: serverSchema.describe(
            'The address of its API, as Argo CD has it.',
          ),
        }),
      ],
      'must have either "name" or "server"',
    )
    .optional()
    .describe(
      'How Argo CD knows it, by `name` or by `server`; by its name here without it.',
    ),
  default: z
    .boolean('must be true or false')
    .default(false)
    .describe('Whether modules that name no placement come here.'),
});

/** Where a cluster is for Argo CD, as text that tells two of them apart. */
export function toDestination({
  name,
  argocd,
}: z.output<typeof clusterSchema>): string {
  if (argocd && 'server' in argocd) {
    const { server } = argocd;
    // What is no URL is a problem of its own, and comes here all the same.
    return `server ${isUrl(server) ? new URL(server).href : server}`;
  }
  return `name ${argocd?.name ?? name}`;
}
