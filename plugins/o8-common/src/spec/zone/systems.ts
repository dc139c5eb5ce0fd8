import { z } from 'zod';
import { dnsLabelSchema, enumSchema, imageSchema, lineSchema } from '../text';
import { ownerSchema } from '../module/metadata';
import { RUNTIMES } from '../module/workload';
import { databaseSchema, objectStorageSchema } from './database';
import { eventsSchema } from './events';
import { policiesSchema } from './policies';
import { rolloutsSchema } from './rollouts';
import { secretsSchema } from './secrets';
import { loggingSchema, monitoringSchema, tracingSchema } from './telemetry';
import { toolsSchema } from './tools';
import { trafficSchema } from './traffic';

const pinnedImageSchema = imageSchema.refine(
  image => image.includes('@sha256:'),
  {
    error: 'needs a digest: what code is built on does not change by itself',
  },
);

const ownersSchema = z
  .strictObject({
    groups: z
      .record(ownerSchema, lineSchema(253))
      .default({})
      .describe('What the clusters call an owner, by its entity reference.'),
    prefix: z
      .string('must be text')
      .regex(/^[A-Za-z0-9:._-]{0,100}$/, 'is not a prefix such as oidc:')
      .optional()
      .describe(
        'With it, groups that are not listed are called this and their own name.',
      ),
    clusterRole: dnsLabelSchema
      .refine(role => !['admin', 'cluster-admin', 'edit'].includes(role), {
        error: 'would let people read secrets and change what git says',
      })
      .default('view')
      .describe('What owners may do in the namespaces of their modules.'),
  })
  .describe('Who owners are on the clusters.');

/** The schemas of the systems that a platform may have. */
export const systemsShape = {
  monitoring: monitoringSchema.optional().describe('Prometheus.'),
  tracing: tracingSchema.optional().describe('Where traces go.'),
  logging: loggingSchema.optional().describe('Who collects logs.'),
  secrets: secretsSchema.optional().describe('Where secrets come from.'),
  events: eventsSchema.optional().describe('The event buses.'),
  database: databaseSchema.optional().describe('The shared PostgreSQL.'),
  objectStorage: objectStorageSchema
    .optional()
    .describe('For database backups.'),
  policies: policiesSchema.optional().describe('Who judges objects.'),
  ci: enumSchema(['github', 'gitlab'])
    .optional()
    .describe('What runs pipelines.'),
  images: z
    .partialRecord(enumSchema(RUNTIMES), pinnedImageSchema)
    .optional()
    .describe(
      'Base images by runtime, with digests: what code is tested and built in, and what it runs on.',
    ),
  runImages: z
    .partialRecord(enumSchema(RUNTIMES), pinnedImageSchema)
    .optional()
    .describe(
      'What code runs on if not on what it is built in, by runtime, with digests. Go needs none.',
    ),
  owners: ownersSchema.prefault({}),
  versions: z
    .record(dnsLabelSchema, lineSchema(40))
    .optional()
    .describe('Of what runs on the clusters, such as `kubernetes: "1.36"`.'),
  traffic: trafficSchema
    .optional()
    .describe('What leads the world to a healthy region.'),
  rollouts: rolloutsSchema
    .optional()
    .describe('Argo Rollouts, for canaries that are judged.'),
  tools: toolsSchema.optional().describe('What pipelines run.'),
};
