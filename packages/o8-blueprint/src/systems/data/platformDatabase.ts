import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { KEPT } from '../../emitters/annotations';
import { LABEL_PART } from '../../emitters/labels';
import type { PlannedFile } from '../../types';
import { BARMAN } from './names';
import { toObjectStore } from './objectStore';
import { baseBackupSchedule, toScheduledBackup } from './scheduledBackup';

/**
 * The archive of the shared cluster, for each cluster of the landing zone. The platform
 * team applies it: nothing of Argo CD brings objects of the platform to clusters.
 */
export function planPlatformDatabase({ spec }: LandingZone): PlannedFile[] {
  const { database, objectStorage, clusters } = spec;
  if (!database?.scheduledBackups || !objectStorage) {
    return [];
  }
  const metadata = {
    name: database.cluster,
    namespace: database.namespace,
    labels: { [LABEL_PART]: 'platform' },
  };
  return clusters.map(({ name }) => ({
    path: pathOf(name),
    objects: [
      toObjectStore({
        metadata: { ...metadata, annotations: KEPT },
        storage: objectStorage,
        folder: folderOf(name),
        window: database.retention,
      }),
      toScheduledBackup({
        metadata,
        cluster: database.cluster,
        schedule: baseBackupSchedule(`${database.cluster}-${name}`),
      }),
    ],
  }));
}

/** How an administrator begins with it; nothing where there is nothing to begin with. */
export function describePlatformDatabase(zone: LandingZone): string {
  const [first] = planPlatformDatabase(zone);
  const { database, clusters } = zone.spec;
  if (!first || !database) {
    return '';
  }
  return `
## The shared PostgreSQL

The cluster \`${database.cluster}\` in \`${
    database.namespace
  }\` is yours. Its archive and its base backups are
here; on each cluster (${clusters
    .map(({ name }) => `\`${name}\``)
    .join(', ')}), with its own file:

\`\`\`sh
kubectl --context <cluster> apply -f bootstrap/clusters/<cluster>/shared-database.yaml
\`\`\`

Then name the store in the Cluster, with a server name that no other cluster has:

\`\`\`yaml
spec:
  plugins:
    - name: ${BARMAN}
      isWALArchiver: true
      parameters:
        barmanObjectName: ${database.cluster}
        serverName: ${database.cluster}-<cluster>
\`\`\`

PostgreSQL lets any role connect to any database, where it reads no table of others and still sees what they are
called. Databases of modules have the names of their roles, so that two more lines keep each to its own, and to TLS.
Whatever else of yours connects by a password needs lines between them:

\`\`\`yaml
spec:
  postgresql:
    pg_hba:
      - hostssl sameuser all all scram-sha-256
      - host all all all reject
\`\`\`
`;
}

function pathOf(cluster: string): string {
  return `bootstrap/clusters/${cluster}/shared-database.yaml`;
}

/** Modules cannot be called so: no two archives are in one folder. */
function folderOf(cluster: string): string {
  return `o8-shared/${cluster}`;
}
