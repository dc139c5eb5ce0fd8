import { z } from 'zod';
import {
  anyPortSchema,
  booleanSchema,
  cidrSchema,
  dnsLabelSchema,
  durationSchema,
  imageSchema,
} from '../text';
import { platformPodsSchema } from './platformPods';

const cidrsSchema = z
  .array(cidrSchema)
  .min(1, 'needs at least one range of addresses')
  .max(50, 'has more than 50 entries');

/** What CloudNativePG is installed as by its own documentation. */
const OPERATOR = {
  namespace: 'cnpg-system',
  podLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
};

/** The schema of PostgreSQL: the shared one, and what databases of modules need. */
export const databaseSchema = z.strictObject({
  cluster: dnsLabelSchema.describe('The name of the cluster of CloudNativePG.'),
  namespace: dnsLabelSchema.describe('Where it is.'),
  retention: durationSchema
    .default('30d')
    .describe('How far back it can go to any point in time.'),
  scheduledBackups: booleanSchema
    .default(false)
    .describe(
      'Whether `o8 init` writes its ObjectStore and ScheduledBackup, for `objectStorage`.',
    ),
  caConfigMap: dnsLabelSchema
    .optional()
    .describe(
      'A ConfigMap with `ca.crt` of the shared cluster in the namespaces of all modules, as trust-manager makes it. Without it clients encrypt, and do not ask who answers.',
    ),
  operator: platformPodsSchema
    .default(OPERATOR)
    .describe('CloudNativePG itself.'),
  apiServerCidrs: cidrsSchema
    .optional()
    .describe(
      'Addresses of the Kubernetes API, which pods of databases ask; `mode: dedicated` needs it.',
    ),
  apiServerPort: anyPortSchema
    .default(6443)
    .describe('Of these addresses, beside 443.'),
  image: imageSchema
    .optional()
    .describe('Of PostgreSQL in clusters of modules; the operator knows one.'),
  storageClass: dnsLabelSchema
    .optional()
    .describe('Of volumes of databases; the default one without it.'),
});

/** The schema of where database backups go. */
export const objectStorageSchema = z.strictObject({
  url: z
    .string('must be text')
    .max(300, 'is longer than 300 characters')
    .regex(
      /^(s3|gs|https):\/\/[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*\/?$/,
      'is not an address such as s3://backups/eu-1, gs://… or, of Azure, https://…',
    )
    .describe('Such as s3://backups/eu-1; each module is below it.'),
  cidrs: cidrsSchema
    .optional()
    .describe(
      'Its addresses, and those of what tells it who asks; `mode: dedicated` needs it.',
    ),
  ports: z
    .array(anyPortSchema)
    .min(1, 'needs at least one port')
    .default([443])
    .describe('At these addresses.'),
  endpointUrl: z
    .string('must be text')
    .max(300, 'is longer than 300 characters')
    .regex(
      /^https:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?\/?$/,
      'is not an https URL without a path',
    )
    .optional()
    .describe('Of S3 that is not the one of AWS.'),
  serviceAccountAnnotations: z
    .record(
      z
        .string()
        .regex(
          /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
          'is not the key of an annotation',
        ),
      z
        .string('must be text')
        .max(300, 'is longer than 300 characters')
        .regex(
          /^([A-Za-z0-9@:/._-]|\{module\}|\{cluster\})+$/,
          'is not the name of an identity, in which "{module}" and "{cluster}" may be',
        ),
    )
    .optional()
    .describe(
      'By which the cloud knows the pods of databases, such as `eks.amazonaws.com/role-arn`; `{module}` and `{cluster}` stand for names. With one identity for all, databases could read the backups of each other. No keys are ever written.',
    ),
});
