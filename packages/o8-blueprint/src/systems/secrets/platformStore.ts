import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { annotated } from '../../emitters/annotations';
import { LABEL_PART } from '../../emitters/labels';
import type { Manifest, PlannedFile } from '../../types';
import { PLATFORM_STORE } from './externalSecret';
import type { Store } from './remoteKey';
import { storeAccount } from './secretStore';
import { toIdentity, toProvider } from './storeProvider';

/**
 * The store beside the shared database, for each cluster of a landing zone: by it the
 * database learns the passwords of modules. The platform team applies it, and gives its
 * identity `o8-platform` the right to read them.
 */
export function planPlatformStores({ spec }: LandingZone): PlannedFile[] {
  const { database, secrets, clusters } = spec;
  const store =
    secrets?.operator === 'external-secrets' ? secrets.store : undefined;
  return database && store
    ? clusters.map(({ name }) => ({
        path: `bootstrap/clusters/${name}/secret-store.yaml`,
        objects: toObjects(store, database.namespace, name),
      }))
    : [];
}

function toObjects(
  store: Store,
  namespace: string,
  cluster: string,
): Manifest[] {
  const account = storeAccount(PLATFORM_STORE);
  const names = { module: PLATFORM_STORE, cluster, account };
  const metadata = { namespace, labels: { [LABEL_PART]: 'platform' } };
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        ...metadata,
        name: account,
        ...annotated(toIdentity(store, names)),
      },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { ...metadata, name: PLATFORM_STORE },
      spec: { provider: toProvider(store, names) },
    },
  ];
}
