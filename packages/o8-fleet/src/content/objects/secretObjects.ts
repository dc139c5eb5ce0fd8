import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';
import { ownedBy, type Scope } from '../Scope';
import { MINUTE_MS } from '../time';

/** The secrets of a module and how they got there; the values are made up. */
export function* createSecrets(placement: Placement): Generator<KubeObject> {
  const { name: namespace, ageMs } = placement;
  const common = { namespace, ageMs };
  const external = createExternal(placement);
  const sealed = createSealed(placement);
  yield createSecretStore(placement, { name: namespace, ...common });
  yield external;
  yield sealed;
  for (const owner of [external, sealed]) {
    yield placement.object(
      {
        apiVersion: 'v1',
        kind: 'Secret',
        name: owner.metadata.name,
        ...common,
        ownerReferences: ownedBy(owner),
      },
      {
        type: 'Opaque',
        data: { value: Buffer.from('not a real secret').toString('base64') },
      },
    );
  }
}

function ready(scope: Scope, ageMs: number, reason: string) {
  return {
    type: 'Ready',
    status: 'True',
    reason,
    message: '',
    lastTransitionTime: scope.ago(ageMs),
  };
}

/** The way of a namespace to the store of secrets. */
export function createSecretStore(
  scope: Scope,
  options: { name: string; namespace: string; ageMs: number },
): KubeObject {
  const { name, ageMs } = options;
  return scope.object(
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      ...options,
    },
    {
      spec: {
        provider: {
          vault: {
            server: 'https://vault.o8.example:8200',
            path: 'secret',
            version: 'v2',
            auth: {
              kubernetes: {
                mountPath: scope.cluster.name,
                role: name,
                serviceAccountRef: { name },
              },
            },
          },
        },
      },
      status: {
        capabilities: 'ReadWrite',
        conditions: [ready(scope, ageMs, 'Valid')],
      },
    },
  );
}

function createExternal(placement: Placement): KubeObject {
  const { name, ageMs, cluster, seeded } = placement;
  const common = { namespace: name, ageMs };
  const refreshedMs = placement.int(`secret/${name}`, 1, 55) * MINUTE_MS;
  return placement.object(
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      name: `${name}-credentials`,
      ...common,
    },
    {
      spec: {
        refreshPolicy: 'Periodic',
        refreshInterval: '1h0m0s',
        secretStoreRef: { kind: 'SecretStore', name },
        target: {
          name: `${name}-credentials`,
          creationPolicy: 'Owner',
          deletionPolicy: 'Retain',
        },
        data: [
          {
            secretKey: 'password',
            remoteRef: {
              key: `o8/${cluster.environment}/${name}`,
              property: 'password',
            },
          },
        ],
      },
      status: {
        refreshTime: placement.ago(refreshedMs),
        syncedResourceVersion: `1-${seeded.hex(`secret/${name}`, 32)}`,
        conditions: [ready(placement, ageMs, 'SecretSynced')],
      },
    },
  );
}

function createSealed(placement: Placement): KubeObject {
  const { name, ageMs, cluster, seeded } = placement;
  const common = { namespace: name, ageMs };
  return placement.object(
    {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      name: `${name}-api-key`,
      ...common,
      generation: 1,
    },
    {
      spec: {
        encryptedData: {
          'api-key': `Ag${seeded.hex(`sealed/${cluster.name}/${name}`, 240)}`,
        },
        template: {
          metadata: { name: `${name}-api-key`, namespace: name },
          type: 'Opaque',
        },
      },
      status: {
        observedGeneration: 1,
        conditions: [
          {
            type: 'Synced',
            status: 'True',
            lastTransitionTime: placement.ago(ageMs),
            lastUpdateTime: placement.ago(ageMs),
          },
        ],
      },
    },
  );
}
