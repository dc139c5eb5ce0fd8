import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { isEqual } from '../edit/isEqual';
import { storeName } from '../systems/secrets/externalSecret';
import { storeAccount } from '../systems/secrets/secretStore';
import { toIdentity, toProvider } from '../systems/secrets/storeProvider';
import type { ReadManifest } from './manifest';

/** By which clouds know who an account is. */
const IDENTITIES = new Set([
  'eks.amazonaws.com/role-arn',
  'iam.gke.io/gcp-service-account',
  'azure.workload.identity/client-id',
  'azure.workload.identity/tenant-id',
]);
const OF_ARGO_CD = /^argocd\.argoproj\.io\//;

const accountSchema = z.looseObject({
  automountServiceAccountToken: z.literal(false),
  secrets: z.undefined().optional(),
  imagePullSecrets: z.undefined().optional(),
});

/** How the account that asks the store for a module could be that of another one. */
export function findStoreAccountProblems(
  object: ReadManifest,
  { metadata: { name: module } }: ModuleSpec,
  zone: LandingZone | undefined,
): string[] {
  const { name, annotations = {} } = object.metadata;
  const account = storeAccount(module);
  return [
    ...(name === account
      ? []
      : [`is the ServiceAccount "${name}": it must be "${account}"`]),
    ...(accountSchema.safeParse(object).success
      ? []
      : ['must have no token that is mounted, and no secrets of its own']),
    ...Object.entries(annotations)
      .filter(([key]) => !OF_ARGO_CD.test(key))
      .filter(([key, value]) => !isOwnIdentity([key, value], module, zone))
      .map(
        ([key, value]) =>
          `has the annotation ${key}: ${value}, which is not an identity of this module`,
      ),
  ];
}

function isOwnIdentity(
  [key, value]: [string, unknown],
  module: string,
  zone: LandingZone | undefined,
): boolean {
  const store = zone?.spec.secrets?.store;
  if (zone) {
    return eachCluster(zone).some(
      cluster =>
        store !== undefined &&
        toIdentity(store, { module, cluster, account: '' })[key] === value,
    );
  }
  // Those of Azure are numbers: whose they are only the landing zone says.
  return (
    IDENTITIES.has(key) &&
    (key.startsWith('azure.') || names(module, String(value)))
  );
}

/** How a SecretStore reads more than what belongs to its module. */
export function findSecretStoreProblems(
  { metadata: { name }, spec }: ReadManifest,
  { metadata: { name: module } }: ModuleSpec,
  zone: LandingZone | undefined,
): string[] {
  return [
    ...(name === storeName(module)
      ? []
      : [`is the SecretStore "${name}": it must be "${storeName(module)}"`]),
    ...(isOwnStore(spec, module, zone)
      ? []
      : [
          `must ask ${
            zone ? 'the store of the landing zone' : 'a store'
          } as the ServiceAccount "${storeAccount(
            module,
          )}" and with a role of "${module}", and say nothing else`,
        ]),
  ];
}

function isOwnStore(
  spec: unknown,
  module: string,
  zone: LandingZone | undefined,
): boolean {
  const account = storeAccount(module);
  if (!zone) {
    return ownStoreSchema(module).safeParse(spec).success;
  }
  const { store } = zone.spec.secrets ?? {};
  return eachCluster(zone).some(
    cluster =>
      store !== undefined &&
      isEqual(spec, {
        provider: toProvider(store, { module, cluster, account }),
      }),
  );
}

function eachCluster({ spec }: LandingZone): string[] {
  return spec.clusters.map(({ name }) => name);
}

/**
 * Whether a text has the name of a module in it. It may be a part of a longer name:
 * without the landing zone nobody knows where names begin.
 */
function names(module: string, text: string): boolean {
  return new RegExp(`(^|[^a-z0-9])${module}($|[^a-z0-9])`).test(text);
}

/** What a store may say whose landing zone is not known: never credentials of its own. */
function ownStoreSchema(module: string) {
  const serviceAccountRef = z.strictObject({
    name: z.literal(storeAccount(module)),
  });
  const own = z.string().refine(text => names(module, text));
  const text = z.string().optional();
  return z.strictObject({
    provider: z.union([
      z.strictObject({
        vault: z.strictObject({
          server: z.string().regex(/^https:\/\//),
          path: z.string(),
          version: z.literal('v2'),
          namespace: text,
          caBundle: text,
          auth: z.strictObject({
            kubernetes: z.strictObject({
              mountPath: z.string(),
              role: own,
              serviceAccountRef,
            }),
          }),
        }),
      }),
      z.strictObject({
        aws: z.strictObject({
          service: z.literal('SecretsManager'),
          region: z.string(),
          auth: z.strictObject({ jwt: z.strictObject({ serviceAccountRef }) }),
        }),
      }),
      z.strictObject({
        gcpsm: z.strictObject({
          projectID: z.string(),
          auth: z.strictObject({
            workloadIdentity: z.strictObject({ serviceAccountRef }),
          }),
        }),
      }),
      z.strictObject({
        azurekv: z.strictObject({
          authType: z.literal('WorkloadIdentity'),
          vaultUrl: z.string().regex(/^https:\/\//),
          tenantId: z.string(),
          serviceAccountRef,
        }),
      }),
      z.strictObject({
        kubernetes: z.strictObject({
          remoteNamespace: own,
          server: z.looseObject({ url: z.string().regex(/^https:\/\//) }),
          auth: z.strictObject({ serviceAccount: serviceAccountRef }),
        }),
      }),
    ]),
  });
}
