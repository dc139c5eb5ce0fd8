import type { Store } from './remoteKey';

/** What the store of a landing zone is told of one module on one cluster. */
export interface StoreNames {
  module: string;
  cluster: string;
  /** The ServiceAccount by which it is asked. */
  account: string;
}

const KUBERNETES_API = 'https://kubernetes.default.svc';

/** A pattern of the landing zone with the names of a module and a cluster in it. */
export function fillPattern(
  pattern: string,
  { module, cluster }: Pick<StoreNames, 'module' | 'cluster'>,
): string {
  return pattern
    .replaceAll('{module}', module)
    .replaceAll('{cluster}', cluster);
}

/** The `provider` of a SecretStore. It names no credentials: clusters vouch for accounts. */
export function toProvider(store: Store, names: StoreNames): object {
  switch (store.provider) {
    case 'vault':
      return { vault: toVault(store, names) };
    case 'aws':
      return { aws: toAws(store, names) };
    case 'gcp':
      return { gcpsm: toGoogle(store, names) };
    case 'azure':
      return { azurekv: toAzure(store, names) };
    case 'kubernetes':
      return { kubernetes: toKubernetes(store, names) };
    default:
      return store.provider satisfies never;
  }
}

/** What the cloud reads from the ServiceAccount to know who it is. */
export function toIdentity(
  store: Store,
  names: StoreNames,
): Record<string, string> {
  const role = store.role && fillPattern(store.role, names);
  const client = Object.hasOwn(store.identities ?? {}, names.module)
    ? store.identities?.[names.module]
    : undefined;
  switch (store.provider) {
    case 'aws':
      return role ? { 'eks.amazonaws.com/role-arn': role } : {};
    case 'gcp':
      return role ? { 'iam.gke.io/gcp-service-account': role } : {};
    case 'azure':
      return {
        ...(client && { 'azure.workload.identity/client-id': client }),
        ...(store.tenantId && {
          'azure.workload.identity/tenant-id': store.tenantId,
        }),
      };
    default:
      return {};
  }
}

function toVault(store: Store, names: StoreNames): object {
  const { server, mount, authMount, namespace, role, ca } = store;
  return {
    server,
    path: fillPattern(mount ?? 'secret', names),
    version: 'v2',
    ...(namespace && { namespace: fillPattern(namespace, names) }),
    ...(ca && { caBundle: toBundle(ca) }),
    auth: {
      kubernetes: {
        mountPath: fillPattern(authMount ?? 'kubernetes', names),
        role: fillPattern(role ?? '{module}', names),
        serviceAccountRef: { name: names.account },
      },
    },
  };
}

function toAws({ region }: Store, { account }: StoreNames): object {
  return {
    service: 'SecretsManager',
    region,
    auth: { jwt: { serviceAccountRef: { name: account } } },
  };
}

function toGoogle({ project }: Store, { account }: StoreNames): object {
  return {
    projectID: project,
    auth: { workloadIdentity: { serviceAccountRef: { name: account } } },
  };
}

function toAzure({ server, tenantId }: Store, { account }: StoreNames): object {
  return {
    authType: 'WorkloadIdentity',
    vaultUrl: server,
    tenantId,
    serviceAccountRef: { name: account },
  };
}

function toKubernetes(store: Store, names: StoreNames): object {
  const { server, namespace, ca } = store;
  return {
    remoteNamespace: namespace && fillPattern(namespace, names),
    server: {
      url: server ?? KUBERNETES_API,
      ...(ca
        ? { caBundle: toBundle(ca) }
        : {
            // Kubernetes puts that of its own API into every namespace.
            caProvider: {
              type: 'ConfigMap',
              name: 'kube-root-ca.crt',
              key: 'ca.crt',
            },
          }),
    },
    auth: { serviceAccount: { name: names.account } },
  };
}

function toBundle(pem: string): string {
  return Buffer.from(pem).toString('base64');
}
