import { z } from 'zod';
import { booleanSchema, dnsLabelSchema, enumSchema, lineSchema } from '../text';

/** The stores that External Secrets reads from. */
export const STORE_PROVIDERS = [
  'vault',
  'aws',
  'gcp',
  'azure',
  'kubernetes',
] as const;

type Provider = (typeof STORE_PROVIDERS)[number];

/** What is for some providers only. */
const OF_PROVIDERS: Record<string, readonly Provider[]> = {
  server: ['vault', 'azure', 'kubernetes'],
  mount: ['vault'],
  authMount: ['vault'],
  namespace: ['vault', 'kubernetes'],
  role: ['vault', 'aws', 'gcp'],
  region: ['aws'],
  project: ['gcp'],
  tenantId: ['azure'],
  identities: ['azure'],
  ca: ['vault', 'kubernetes'],
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const uuidSchema = z.string('must be text').regex(UUID, 'is not a UUID');

/** Of text in which `{module}` and `{cluster}` stand for names. */
const patternSchema = z
  .string('must be text')
  .max(300, 'is longer than 300 characters')
  .regex(/^([A-Za-z0-9:/@._+=,-]|\{module\}|\{cluster\})+$/, {
    error: 'is not a name with "{module}" or "{cluster}" in it',
    abort: true,
  });

/** One identity for all modules could read what belongs to each of them. */
const ownPatternSchema = patternSchema.refine(
  text => text.includes('{module}'),
  {
    error: 'must contain "{module}": each module has one of its own',
  },
);

const storeSchema = z
  .strictObject({
    provider: enumSchema(STORE_PROVIDERS).describe('What kind of store it is.'),
    server: lineSchema(300)
      .optional()
      .describe(
        'Its address: of Vault, of the Key Vault of Azure, or of an API server of Kubernetes (`https://kubernetes.default.svc` without it).',
      ),
    path: lineSchema(300)
      .optional()
      .describe(
        'Below which the secrets of modules are: those of `billing` are below `<path>/billing`.',
      ),
    mount: patternSchema
      .optional()
      .describe('Vault: where the KV engine is; `secret` without it.'),
    authMount: patternSchema
      .optional()
      .describe(
        'Vault: where clusters sign in, such as `kubernetes-{cluster}`; `kubernetes` without it.',
      ),
    namespace: patternSchema
      .optional()
      .describe(
        'Vault: that of the Enterprise edition. Kubernetes: where the Secrets of a module are, such as `secrets-{module}`.',
      ),
    role: ownPatternSchema
      .optional()
      .describe(
        'What may read the secrets of one module: a role of Vault (`{module}` without it), the ARN of a role of AWS, or the address of a service account of Google.',
      ),
    region: lineSchema(40).optional().describe('AWS: such as eu-central-1.'),
    project: lineSchema(40).optional().describe('Google: the project.'),
    tenantId: uuidSchema.optional().describe('Azure: the tenant.'),
    identities: z
      .record(dnsLabelSchema, uuidSchema)
      .optional()
      .describe(
        'Azure: the client id of the identity that may read the secrets of a module, by its name.',
      ),
    ca: z
      .string('must be text')
      .max(20_000, 'is longer than 20000 characters')
      .regex(/^-----BEGIN CERTIFICATE-----\n/, 'is not a certificate (PEM)')
      .optional()
      .describe(
        'Vault, Kubernetes: who has signed its certificate, PEM; never a private key.',
      ),
  })
  .superRefine((store, { addIssue }) => {
    for (const [field, providers] of Object.entries(OF_PROVIDERS)) {
      if (field in store && !providers.includes(store.provider)) {
        const names = providers.join(', ');
        const message = `is for "provider: ${names}" only`;
        addIssue({ code: 'custom', path: [field], message });
      }
    }
    const { provider, namespace } = store;
    if (
      provider === 'kubernetes' &&
      namespace?.includes('{module}') === false
    ) {
      const message =
        'must contain "{module}": who may read Secrets of a namespace may read all of them';
      addIssue({ code: 'custom', path: ['namespace'], message });
    }
  });

/** The schema of where secrets come from. */
export const secretsSchema = z.strictObject({
  operator: enumSchema(['external-secrets', 'sealed-secrets']).describe(
    'What makes Secrets of what is in git.',
  ),
  store: storeSchema.optional().describe('Of External Secrets.'),
  certificates: z
    .record(dnsLabelSchema, z.string('must be text').max(20_000))
    .optional()
    .describe('Of the Sealed Secrets controllers by cluster, PEM.'),
  reloader: booleanSchema
    .default(false)
    .describe(
      'Whether Reloader restarts workloads whose Secrets change; without it variables are those of the last start.',
    ),
});
