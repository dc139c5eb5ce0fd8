import { syncWave } from '../../emitters/annotations';
import { moduleLabels } from '../../emitters/labels';
import type {
  Emitter,
  ModuleContext,
  PlacementContext,
} from '../../emitters/types';
import type { Manifest } from '../../types';
import { storeName, toExternalSecret } from '../secrets/externalSecret';
import { toRemoteKey } from '../secrets/remoteKey';
import { usedBus, type Kafka, type UsedBus } from './bus';
import { busCredentials, type BusCredentials } from './credentials';
import { BUS_WAVE } from './natsObjects';

const RBAC = 'rbac.authorization.k8s.io';

/** What External Secrets asks, from inside of the cluster. */
export const KUBERNETES_API = {
  url: 'https://kubernetes.default.svc',
  // Kubernetes puts that of its own API into every namespace.
  caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' },
};

interface Known {
  used: UsedBus;
  credentials: BusCredentials;
}

function knownOn(context: ModuleContext): Known | undefined {
  const used = usedBus(context);
  const credentials = used && busCredentials(used);
  return credentials && { used, credentials };
}

/** The Secret in which Strimzi says who has signed the certificates of its brokers. */
export function caSecret(cluster: string): string {
  return `${cluster}-cluster-ca-cert`;
}

/**
 * What may read the Secret that Strimzi makes for the user of a module: that one, that of
 * the brokers' CA, and nothing else in their namespace.
 */
export const credentialAccess: Emitter<PlacementContext> = {
  file: () => 'events.yaml',
  home: 'bus',
  kinds: ['Role', 'RoleBinding'].map(kind => ({ group: RBAC, kind })),
  emit: context => {
    const known = knownOn(context);
    if (
      known?.used.bus !== 'kafka' ||
      known.credentials.from !== 'kubernetes'
    ) {
      return [];
    }
    const { module, broker } = known.used;
    const head = (kind: string) => ({
      apiVersion: `${RBAC}/v1`,
      kind,
      metadata: {
        name: module,
        namespace: broker.namespace,
        labels: moduleLabels(module),
        annotations: syncWave(BUS_WAVE),
      },
    });
    return [
      { ...head('Role'), rules: [toRule(module, broker)] },
      {
        ...head('RoleBinding'),
        roleRef: { apiGroup: RBAC, kind: 'Role', name: module },
        subjects: [
          {
            kind: 'ServiceAccount',
            name: known.credentials.secret,
            namespace: module,
          },
        ],
      },
    ];
  },
};

function toRule(module: string, { cluster }: Kafka): object {
  return {
    apiGroups: [''],
    resources: ['secrets'],
    resourceNames: [module, caSecret(cluster)],
    verbs: ['get'],
  };
}

/** The Secret by which a module is known on its bus, and the way to where it comes from. */
export const credentialSecret: Emitter<PlacementContext> = {
  file: () => 'event-credentials.yaml',
  home: 'module',
  kinds: [
    { group: '', kind: 'ServiceAccount' },
    { group: 'external-secrets.io', kind: 'SecretStore' },
    { group: 'external-secrets.io', kind: 'ExternalSecret' },
  ],
  emit: context => {
    const known = knownOn(context);
    if (!known) {
      return [];
    }
    const { used, credentials } = known;
    if (credentials.from === 'kubernetes' && used.bus === 'kafka') {
      return fromKubernetes(used.module, used.broker, credentials);
    }
    const key = credentialKey(context);
    return key === undefined ? [] : [fromStore(used.module, key, credentials)];
  },
};

/** Where the store of the landing zone has the credentials; undefined where it has not. */
export function credentialKey(context: ModuleContext): string | undefined {
  const { store } = context.zone.spec.secrets ?? {};
  const known = knownOn(context);
  return store && known?.credentials.from === 'store'
    ? toRemoteKey(store, known.used.module, known.used.bus)
    : undefined;
}

function fromStore(
  module: string,
  remoteKey: string,
  { secret, keys }: BusCredentials,
): Manifest {
  return afterBus(
    toExternalSecret({
      module,
      name: secret,
      namespace: module,
      store: storeName(module),
      entries: keys.map(key => ({ secretKey: key, remoteKey, property: key })),
    }),
  );
}

/** The account is none of the pods': what may read Secrets is for the operator only. */
function fromKubernetes(
  module: string,
  { namespace, cluster }: Kafka,
  { secret, keys }: BusCredentials,
): Manifest[] {
  const metadata = {
    name: secret,
    namespace: module,
    labels: moduleLabels(module),
    annotations: syncWave(BUS_WAVE),
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata,
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { ...metadata, annotations: syncWave(BUS_WAVE + 1) },
      spec: {
        provider: {
          kubernetes: {
            remoteNamespace: namespace,
            server: KUBERNETES_API,
            auth: { serviceAccount: { name: secret } },
          },
        },
      },
    },
    afterBus(
      toExternalSecret({
        module,
        name: secret,
        namespace: module,
        store: secret,
        entries: keys.map(key => ({
          secretKey: key,
          remoteKey: key === 'ca.crt' ? caSecret(cluster) : module,
          property: key,
        })),
      }),
    ),
  ];
}

/** Before the user is made there is nothing to read, and the first waves would wait for ever. */
function afterBus({ metadata, ...rest }: Manifest): Manifest {
  return {
    ...rest,
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, ...syncWave(BUS_WAVE + 1) },
    },
  };
}
