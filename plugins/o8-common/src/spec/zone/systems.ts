import { z } from 'zod';
import {
  anyPortSchema,
  cidrSchema,
  dnsLabelSchema,
  durationSchema,
  enumSchema,
  imageSchema,
  labelsSchema,
  lineSchema,
} from '../text';
import { ownerSchema } from '../module/metadata';
import { RUNTIMES } from '../module/workload';
import { platformPodsSchema } from './network';

const monitoringSchema = platformPodsSchema.extend({
  monitorLabels: labelsSchema
    .optional()
    .describe('By which Prometheus selects monitors and rules.'),
  dashboards: z
    .boolean('must be true or false')
    .default(false)
    .describe('Whether dashboards of modules are wanted.'),
});

const tracingSchema = platformPodsSchema.extend({
  service: dnsLabelSchema.describe('That takes OTLP.'),
  grpcPort: anyPortSchema.default(4317).describe('Of OTLP by gRPC.'),
  httpPort: anyPortSchema.default(4318).describe('Of OTLP by HTTP.'),
});

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

const eventsSchema = z.strictObject({
  nats: platformPodsSchema
    .extend({ url: lineSchema(300).describe('Where clients connect.') })
    .optional()
    .describe('NATS with JetStream.'),
  kafka: platformPodsSchema
    .extend({
      cluster: dnsLabelSchema.describe('Its name, as Strimzi has it.'),
      bootstrap: lineSchema(300).describe('Where clients connect.'),
    })
    .optional()
    .describe('Kafka by Strimzi.'),
});

const loggingSchema = z.strictObject({
  operator: enumSchema(['fluent-operator', 'logging-operator']).describe(
    'Whose objects are written.',
  ),
  output: dnsLabelSchema.optional().describe('The output of the platform.'),
});

const databaseSchema = z.strictObject({
  cluster: dnsLabelSchema.describe('The name of the cluster of CloudNativePG.'),
  namespace: dnsLabelSchema.describe('Where it is.'),
  retention: durationSchema
    .default('30d')
    .describe('How far back it can go to any point in time.'),
});

const objectStorageSchema = z.strictObject({
  url: lineSchema(300).describe('Such as s3://backups/eu-1.'),
  cidrs: z
    .array(cidrSchema)
    .max(50, 'has more than 50 entries')
    .optional()
    .describe('Its addresses.'),
});

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
  policies: z
    .strictObject({
      engine: enumSchema(['kyverno']).describe('Whose policies are written.'),
    })
    .optional()
    .describe('Who judges objects.'),
  ci: enumSchema(['github', 'gitlab'])
    .optional()
    .describe('What runs pipelines.'),
  images: z
    .partialRecord(
      enumSchema(RUNTIMES),
      imageSchema.refine(image => image.includes('@sha256:'), {
        error:
          'needs a digest: what code is built on does not change by itself',
      }),
    )
    .optional()
    .describe('Base images by runtime, with digests.'),
  owners: ownersSchema.prefault({}),
  versions: z
    .record(dnsLabelSchema, lineSchema(40))
    .optional()
    .describe('Of what runs on the clusters, such as `kubernetes: "1.36"`.'),
  traffic: z
    .strictObject({
      kind: enumSchema(['external-dns', 'load-balancer', 'none']).describe(
        'How it knows what is healthy.',
      ),
    })
    .optional()
    .describe('What leads the world to a healthy region.'),
  tools: z
    .strictObject({
      cli: lineSchema(300)
        .optional()
        .describe('The command line of this suite, as a pipeline gets it.'),
    })
    .optional()
    .describe('What pipelines run.'),
};
