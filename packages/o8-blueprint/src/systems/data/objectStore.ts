import {
  toDurationMs,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Manifest } from '../../types';

/** What the container beside each instance may use. */
export const BARMAN_RESOURCES = {
  cpu: '100m',
  memory: '128Mi',
  memoryLimit: '512Mi',
};

const DAY_MS = 24 * 60 * 60_000;

/** Where a cluster of CloudNativePG archives to. */
export interface ObjectStoreOptions {
  metadata: Manifest['metadata'];
  storage: NonNullable<LandingZone['spec']['objectStorage']>;
  /** The folder in it. */
  folder: string;
  /** How far back one can go, such as `30d`. */
  window: string;
}

/** A store for WAL and base backups. It names an identity and never a key. */
export function toObjectStore({
  metadata,
  storage: { url, endpointUrl },
  folder,
  window,
}: ObjectStoreOptions): Manifest {
  return {
    apiVersion: 'barmancloud.cnpg.io/v1',
    kind: 'ObjectStore',
    metadata,
    spec: {
      // Days: "m" would be months there.
      retentionPolicy: `${toDays(window)}d`,
      configuration: {
        destinationPath: `${url.replace(/\/+$/, '')}/${folder}`,
        ...(endpointUrl !== undefined && { endpointURL: endpointUrl }),
        ...toIdentity(url),
        wal: { compression: 'gzip', maxParallel: 4 },
        data: { compression: 'gzip' },
      },
      // A quota refuses pods whose containers ask for nothing.
      instanceSidecarConfiguration: {
        resources: {
          requests: {
            cpu: BARMAN_RESOURCES.cpu,
            memory: BARMAN_RESOURCES.memory,
          },
          limits: { memory: BARMAN_RESOURCES.memoryLimit },
        },
      },
    },
  };
}

function toDays(window: string): number {
  return Math.ceil(toDurationMs(window) / DAY_MS);
}

function toIdentity(url: string): object {
  if (url.startsWith('gs://')) {
    return { googleCredentials: { gkeEnvironment: true } };
  }
  return url.startsWith('s3://')
    ? { s3Credentials: { inheritFromIAMRole: true } }
    : { azureCredentials: { inheritFromAzureAD: true } };
}
