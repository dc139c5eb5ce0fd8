import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { kindKey, kindOf } from '../emitters/kinds';
import { caSecret, KUBERNETES_API } from '../systems/events/credentialObjects';
import { credentialsSecret } from '../systems/events/credentials';
import { storeName } from '../systems/secrets/externalSecret';
import type { ReadManifest } from './manifest';

const RBAC = 'rbac.authorization.k8s.io';
const EXTERNAL_SECRET = 'external-secrets.io/ExternalSecret';
/** Any other annotation could be an identity in some cloud. */
const OF_ARGO_CD = /^argocd\.argoproj\.io\//;

const roleSchema = z.looseObject({
  rules: z.tuple([
    z.strictObject({
      apiGroups: z.tuple([z.literal('')]),
      resources: z.tuple([z.literal('secrets')]),
      verbs: z.tuple([z.literal('get')]),
      resourceNames: z.array(z.string()).min(1),
    }),
  ]),
});

const accountSchema = z.looseObject({
  automountServiceAccountToken: z.literal(false),
  secrets: z.undefined().optional(),
  imagePullSecrets: z.undefined().optional(),
});

const externalSecretSchema = z.strictObject({
  refreshPolicy: z.string(),
  refreshInterval: z.string(),
  secretStoreRef: z.strictObject({
    kind: z.literal('SecretStore'),
    name: z.string(),
  }),
  target: z.strictObject({
    name: z.string(),
    creationPolicy: z.literal('Owner'),
    deletionPolicy: z.string(),
  }),
  data: z.array(
    z.strictObject({
      secretKey: z.string(),
      remoteRef: z.strictObject({ key: z.string(), property: z.string() }),
    }),
  ),
});

/**
 * How what brings a module its user of an event bus reads more than that; undefined for
 * what has nothing to do with it.
 */
export function findCredentialProblems(
  object: ReadManifest,
  spec: ModuleSpec,
  zone: LandingZone | undefined,
): string[] | undefined {
  const module = spec.metadata.name;
  const { name, namespace = module } = object.metadata;
  const bus = spec.spec.events?.bus;
  const secret = bus && credentialsSecret(module, bus);
  const kind = kindKey(kindOf(object));
  if (kind === `${RBAC}/Role` || kind === `${RBAC}/RoleBinding`) {
    return namespace === module && kind !== `${RBAC}/Role`
      ? undefined
      : findAccessProblems(object, spec, zone);
  }
  if (namespace !== module) {
    return undefined;
  }
  // Those of databases are judged before; the others are in the module's repository.
  if (kind === EXTERNAL_SECRET) {
    return findSecretProblems(object, module, secret);
  }
  if (bus !== 'kafka' || name !== secret) {
    return undefined;
  }
  switch (kind) {
    case '/ServiceAccount':
      return findAccountProblems(object);
    case 'external-secrets.io/SecretStore':
      return findStoreProblems(object, secret, zone);
    default:
      return undefined;
  }
}

/** A Role and its binding beside the brokers: for one account, and two Secrets. */
function findAccessProblems(
  object: ReadManifest,
  { metadata: { name: module }, spec }: ModuleSpec,
  zone: LandingZone | undefined,
): string[] {
  const { name, namespace = module } = object.metadata;
  const kafka = zone?.spec.events?.kafka;
  const isThere =
    spec.events?.bus === 'kafka' &&
    (zone ? namespace === kafka?.namespace : namespace !== module);
  return [
    ...(isThere && name === module
      ? []
      : [
          `is the ${object.kind} "${name}" in the namespace "${namespace}": a module has one for its Kafka user only, called "${module}" and beside the brokers`,
        ]),
    ...(object.kind === 'Role'
      ? findRoleProblems(object, module, kafka?.cluster)
      : findBindingProblems(object, module)),
  ];
}

function findRoleProblems(
  object: ReadManifest,
  module: string,
  cluster: string | undefined,
): string[] {
  const { data } = roleSchema.safeParse(object);
  const [rule] = data?.rules ?? [];
  const isKnown = (secret: string) =>
    secret === module ||
    (cluster === undefined
      ? /^[a-z0-9-]+-cluster-ca-cert$/.test(secret)
      : secret === caSecret(cluster));
  return rule?.resourceNames.every(isKnown)
    ? []
    : [
        `must let nobody do more than get the Secret "${module}" and that of the CA of the brokers`,
      ];
}

function findBindingProblems(object: ReadManifest, module: string): string[] {
  const bindingSchema = z.looseObject({
    roleRef: z.strictObject({
      apiGroup: z.literal(RBAC),
      kind: z.literal('Role'),
      name: z.literal(module),
    }),
    subjects: z.tuple([
      z.strictObject({
        kind: z.literal('ServiceAccount'),
        name: z.literal(credentialsSecret(module, 'kafka')),
        namespace: z.literal(module),
      }),
    ]),
  });
  return bindingSchema.safeParse(object).success
    ? []
    : [
        `must bind the Role "${module}" to the ServiceAccount "${credentialsSecret(
          module,
          'kafka',
        )}" of the module, and to nobody else`,
      ];
}

function findAccountProblems(object: ReadManifest): string[] {
  const { annotations = {} } = object.metadata;
  const further = Object.keys(annotations).filter(key => !OF_ARGO_CD.test(key));
  return [
    ...(accountSchema.safeParse(object).success
      ? []
      : ['must have no token that is mounted, and no secrets of its own']),
    ...further.map(
      key => `has the annotation ${key}, which may be an identity`,
    ),
  ];
}

function findStoreProblems(
  { spec }: ReadManifest,
  account: string,
  zone: LandingZone | undefined,
): string[] {
  const namespace = zone?.spec.events?.kafka?.namespace;
  const storeSchema = z.strictObject({
    provider: z.strictObject({
      kubernetes: z.strictObject({
        remoteNamespace:
          namespace === undefined ? z.string() : z.literal(namespace),
        server: z.strictObject({
          url: z.literal(KUBERNETES_API.url),
          caProvider: z.strictObject({
            type: z.literal(KUBERNETES_API.caProvider.type),
            name: z.literal(KUBERNETES_API.caProvider.name),
            key: z.literal(KUBERNETES_API.caProvider.key),
          }),
        }),
        auth: z.strictObject({
          serviceAccount: z.strictObject({ name: z.literal(account) }),
        }),
      }),
    }),
  });
  return storeSchema.safeParse(spec).success
    ? []
    : [
        `must read Secrets beside the brokers as "${account}", by the API of the cluster itself`,
      ];
}

function findSecretProblems(
  { metadata: { name }, spec }: ReadManifest,
  module: string,
  secret: string | undefined,
): string[] {
  if (secret === undefined || name !== secret) {
    return [
      `is the ExternalSecret "${name}": among its boundary a module has only those of its database and its event bus`,
    ];
  }
  const { data } = externalSecretSchema.safeParse(spec);
  return data?.target.name === secret &&
    [storeName(module), secret].includes(data.secretStoreRef.name)
    ? []
    : [
        `must make the Secret "${secret}" from a store of the module, key by key, and nothing else`,
      ];
}
