import { toDurationMs } from '@orchestr8/backstage-plugin-o8-common';
import { KEPT, syncWave } from '../../emitters/annotations';
import { moduleLabels } from '../../emitters/labels';
import type { Emitter, PlacementContext } from '../../emitters/types';
import type { Manifest } from '../../types';
import { fillPattern } from '../secrets/storeProvider';
import {
  BARMAN,
  clusterName,
  databaseName,
  LABEL_CLUSTER,
  passwordSecret,
  serverName,
} from './names';
import { toObjectStore } from './objectStore';
import { isFromStore } from './passwords';
import { baseBackupSchedule, toScheduledBackup } from './scheduledBackup';
import { databaseOf, topologyOf, type Postgresql } from './topology';

const GROUP = 'postgresql.cnpg.io';

/** Databases have backups of their own: copies of their volumes would be torn. */
const NOT_BY_VELERO = { 'velero.io/exclude-from-backup': 'true' };

/** What one instance may use where a spec is silent. */
export const INSTANCE_RESOURCES = {
  cpu: '500m',
  memory: '1Gi',
  memoryLimit: '1Gi',
};

/** How many instances a cluster has where a spec is silent: two may be lost. */
export const INSTANCES = 3;

/** PostgreSQL keeps some connections for itself and its followers. */
const FURTHER_CONNECTIONS = 20;
const LEAST_CONNECTIONS = 100;

const ARCHIVE_SECONDS = { most: 300, least: 30 };

/** A cluster of CloudNativePG for one module, with its archive. */
export const ownCluster: Emitter<PlacementContext> = {
  file: () => 'postgresql.yaml',
  home: 'module',
  kinds: [
    { group: 'barmancloud.cnpg.io', kind: 'ObjectStore' },
    { group: GROUP, kind: 'Cluster' },
    { group: GROUP, kind: 'ScheduledBackup' },
    { group: 'monitoring.coreos.com', kind: 'PodMonitor' },
  ],
  writes: ['data.postgresql'],
  emit: context => {
    const database = databaseOf(context, 'dedicated');
    const { zone, spec } = context;
    const { objectStorage } = zone.spec;
    if (!database || !objectStorage) {
      return [];
    }
    const module = spec.metadata.name;
    return [
      toObjectStore({
        metadata: toMetadata(module, { ...KEPT, ...syncWave(1) }),
        storage: objectStorage,
        folder: module,
        window: pitrWindow(context, database),
      }),
      toCluster(context, database),
      toScheduledBackup({
        metadata: toMetadata(module, syncWave(3)),
        cluster: clusterName(module),
        schedule: baseBackupSchedule(module, spec.spec.recovery.schedule),
      }),
      ...toPodMonitor(context),
    ];
  },
};

/** How far back the database of a module can go. */
export function pitrWindow(
  { zone }: Pick<PlacementContext, 'zone'>,
  { pitrWindow: asked }: Postgresql,
): string {
  return asked ?? zone.spec.database?.retention ?? '30d';
}

function toMetadata(
  module: string,
  annotations: Record<string, string>,
): Manifest['metadata'] {
  return {
    name: clusterName(module),
    namespace: module,
    labels: moduleLabels(module),
    annotations,
  };
}

function toCluster(context: PlacementContext, database: Postgresql): Manifest {
  const { spec, zone } = context;
  const module = spec.metadata.name;
  const { instances = INSTANCES, size = '10Gi' } = database;
  const { image, storageClass } = zone.spec.database ?? {};
  const { serviceAccountAnnotations } = zone.spec.objectStorage ?? {};
  const metadata = toMetadata(module, { ...KEPT, ...syncWave(2) });
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'Cluster',
    // What Velero brought back would begin as an empty database.
    metadata: { ...metadata, labels: { ...metadata.labels, ...NOT_BY_VELERO } },
    spec: {
      instances,
      ...(image !== undefined && { imageName: image }),
      // Of a single instance it would only keep nodes from being drained.
      enablePDB: instances > 1,
      primaryUpdateMethod: instances > 1 ? 'switchover' : 'restart',
      inheritedMetadata: {
        labels: {
          ...moduleLabels(module),
          ...NOT_BY_VELERO,
          ...outOfMesh(context),
        },
      },
      ...(serviceAccountAnnotations && {
        serviceAccountTemplate: {
          metadata: {
            annotations: fillAnnotations(serviceAccountAnnotations, {
              module,
              cluster: context.placement.cluster.name,
            }),
          },
        },
      }),
      storage: { size, ...(storageClass !== undefined && { storageClass }) },
      resources: toResources(database),
      affinity: {
        enablePodAntiAffinity: true,
        podAntiAffinityType: 'preferred',
        topologyKey: 'topology.kubernetes.io/zone',
      },
      postgresql: {
        parameters: toParameters(context, database),
        ...(instances > 1 && {
          synchronous: {
            method: 'any',
            number: 1,
            dataDurability: 'preferred',
          },
        }),
      },
      plugins: [
        {
          name: BARMAN,
          isWALArchiver: true,
          parameters: toArchive(context, context.placement.cluster.name),
        },
      ],
      ...toReplication(context, database),
    },
  };
}

function fillAnnotations(
  annotations: Record<string, string>,
  names: { module: string; cluster: string },
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).map(([key, pattern]) => [
      key,
      fillPattern(pattern, names),
    ]),
  );
}

/** Their TLS is their own; operator and Prometheus ask them from outside of the mesh. */
function outOfMesh({ zone }: PlacementContext): Record<string, string> {
  switch (zone.spec.mesh.mode) {
    case 'sidecar':
      return { 'sidecar.istio.io/inject': 'false' };
    case 'ambient':
      return { 'istio.io/dataplane-mode': 'none' };
    default:
      return {};
  }
}

function toResources({ resources = INSTANCE_RESOURCES }: Postgresql): object {
  const { cpu, memory, memoryLimit } = resources;
  return { requests: { cpu, memory }, limits: { memory: memoryLimit } };
}

function toParameters(
  { spec }: PlacementContext,
  { connectionLimit }: Postgresql,
): Record<string, string> {
  const { rpo } = spec.spec.recovery;
  // Half of what may be lost: what waits is still to be copied.
  const wanted = rpo === undefined ? Infinity : toDurationMs(rpo) / 2_000;
  const seconds = Math.max(
    ARCHIVE_SECONDS.least,
    Math.min(ARCHIVE_SECONDS.most, Math.floor(wanted)),
  );
  return {
    archive_timeout: `${seconds}s`,
    max_connections: String(
      Math.max(LEAST_CONNECTIONS, connectionLimit + FURTHER_CONNECTIONS),
    ),
  };
}

function toArchive(context: PlacementContext, cluster: string): object {
  return {
    barmanObjectName: clusterName(context.spec.metadata.name),
    serverName: serverName(context.spec, cluster),
  };
}

/** How a cluster begins, and whom it follows. In one place nobody follows anybody. */
function toReplication(
  context: PlacementContext,
  { promotionToken }: Postgresql,
): object {
  const { spec, placement } = context;
  const module = spec.metadata.name;
  const owner = {
    database: databaseName(module),
    owner: databaseName(module),
    ...(isFromStore(context) && { secret: { name: passwordSecret(module) } }),
  };
  const { clusters, primary } = topologyOf(context, placement);
  const self = placement.cluster.name;
  if (clusters.length < 2) {
    return { bootstrap: { initdb: owner } };
  }
  const nameOf = (cluster: string) => serverName(spec, cluster);
  const [other] = clusters.filter(cluster => cluster !== self);
  const source = nameOf(self === primary ? other : primary);
  return {
    bootstrap:
      self === primary ? { initdb: owner } : { recovery: { source, ...owner } },
    replica: {
      self: nameOf(self),
      primary: nameOf(primary),
      source,
      ...(self === primary &&
        promotionToken !== undefined && { promotionToken }),
    },
    externalClusters: clusters.map(cluster => ({
      name: nameOf(cluster),
      plugin: { name: BARMAN, parameters: toArchive(context, cluster) },
    })),
  };
}

function toPodMonitor({ spec, zone }: PlacementContext): Manifest[] {
  const { monitoring } = zone.spec;
  const module = spec.metadata.name;
  if (!monitoring) {
    return [];
  }
  const metadata = toMetadata(module, syncWave(1));
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: {
        ...metadata,
        labels: { ...monitoring.monitorLabels, ...metadata.labels },
      },
      spec: {
        selector: { matchLabels: { [LABEL_CLUSTER]: clusterName(module) } },
        podMetricsEndpoints: [
          { port: 'metrics', interval: '30s', scrapeTimeout: '10s' },
        ],
      },
    },
  ];
}
