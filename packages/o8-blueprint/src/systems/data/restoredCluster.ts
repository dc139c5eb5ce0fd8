import type { ModuleContext } from '../../emitters/types';
import { isRecord } from '../../forecast/readField';
import type { Manifest, PlannedPlacement } from '../../types';
import { BARMAN, clusterName, restoredName, serverName } from './names';
import { ownCluster } from './ownCluster';
import { databaseOf } from './topology';

/** What a reader of the runbook replaces. */
const TARGET_TIME = '2026-01-31 12:00:00+00';

/** Of the clusters of modules: the same pods, the same place, the same identity. */
const SAME = [
  'imageName',
  'inheritedMetadata',
  'storage',
  'resources',
] as const;

/** A cluster that people make by hand to see the past. */
export interface RestoredCluster {
  /** Of Kubernetes. */
  cluster: string;
  namespace: string;
  /** The cluster whose past it is. */
  from: string;
  manifest: Manifest;
}

/** What to restore the database of a module to. It archives nothing. */
export function restoredCluster(
  context: ModuleContext,
  placement: PlannedPlacement,
): RestoredCluster | undefined {
  const cluster = placement.cluster.name;
  const { spec, zone } = context;
  const { name } = spec.metadata;
  const shared = zone.spec.database;
  if (databaseOf(context, 'shared') && shared) {
    return {
      cluster,
      namespace: shared.namespace,
      from: shared.cluster,
      manifest: toManifest({
        name: `${shared.cluster}-restored`,
        namespace: shared.namespace,
        // As that of the shared cluster: only the platform team knows.
        more: {
          imageName: toImage(shared.cluster),
          storage: { size: '<size of the shared cluster>' },
          serviceAccountName: shared.cluster,
        },
        // As the README of the platform repository proposes it.
        archive: {
          barmanObjectName: shared.cluster,
          serverName: `${shared.cluster}-${cluster}`,
        },
      }),
    };
  }
  const own = ownCluster
    .emit({ ...context, placement })
    .find(({ kind }) => kind === 'Cluster');
  return (
    own && {
      cluster,
      namespace: name,
      from: clusterName(name),
      manifest: toManifest({
        name: restoredName(name),
        namespace: name,
        more: {
          imageName: toImage(clusterName(name)),
          ...pick(own.spec),
          // The cloud lets that one read the archive.
          serviceAccountName: clusterName(name),
        },
        archive: {
          barmanObjectName: clusterName(name),
          serverName: serverName(spec, cluster),
        },
      }),
    }
  );
}

/** The default of the operator may be another version by now, which reads no files of this one. */
function toImage(cluster: string): string {
  return `<image of ${cluster}>`;
}

function pick(spec: unknown): object {
  const fields = isRecord(spec) ? spec : {};
  return Object.fromEntries(
    SAME.filter(field => fields[field] !== undefined).map(field => [
      field,
      fields[field],
    ]),
  );
}

function toManifest({
  name,
  namespace,
  more,
  archive,
}: {
  name: string;
  namespace: string;
  more: object;
  archive: object;
}): Manifest {
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name, namespace },
    spec: {
      instances: 1,
      enablePDB: false,
      ...more,
      bootstrap: {
        recovery: {
          source: 'origin',
          recoveryTarget: { targetTime: TARGET_TIME },
        },
      },
      externalClusters: [
        { name: 'origin', plugin: { name: BARMAN, parameters: archive } },
      ],
    },
  };
}
