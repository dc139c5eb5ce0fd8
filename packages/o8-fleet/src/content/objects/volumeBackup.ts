import type { KubeObject } from '../../types';
import { ownedBy, type Scope } from '../Scope';
import { VELERO_NAMESPACE, type Backup } from './Backup';

/** The copy of a volume, where the Schedule asks for one and the backup came through. */
export function createVolumeBackup(
  scope: Scope,
  backup: Backup,
): KubeObject | undefined {
  const { snapshotMoveData, defaultVolumesToFsBackup, storageLocation } =
    backup.spec;
  const { phase, startTimestamp, completionTimestamp } = backup.status;
  const namespace = backup.metadata.labels?.['velero.io/schedule-name'];
  const isAsked = snapshotMoveData || defaultVolumesToFsBackup;
  if (!isAsked || phase !== 'Completed' || !namespace || !startTimestamp) {
    return undefined;
  }
  const bytes = scope.int(`volume/${namespace}`, 2, 40) * 1024 ** 3;
  const { name } = backup.metadata;
  const head = {
    name: `${name}-${scope.seeded.suffix(
      `volume/${scope.cluster.name}/${name}`,
      5,
    )}`,
    namespace: VELERO_NAMESPACE,
    ageMs: scope.now.getTime() - Date.parse(startTimestamp),
    generation: 4,
    labels: {
      ...backup.metadata.labels,
      'velero.io/backup-name': name,
      'velero.io/backup-uid': backup.metadata.uid,
    },
    ownerReferences: ownedBy(backup),
  };
  const status = {
    phase: 'Completed',
    startTimestamp,
    completionTimestamp,
    progress: { totalBytes: bytes, bytesDone: bytes },
    snapshotID: scope.seeded.hex(`${scope.cluster.name}/${name}/snapshot`, 32),
  };
  const node = `${scope.cluster.name}-node-1`;
  if (snapshotMoveData) {
    return scope.object(
      { apiVersion: 'velero.io/v2alpha1', kind: 'DataUpload', ...head },
      {
        spec: {
          backupStorageLocation: storageLocation,
          sourceNamespace: namespace,
          sourcePVC: `${namespace}-data`,
          snapshotType: 'CSI',
          csiSnapshot: {
            volumeSnapshot: `velero-${namespace}-data`,
            storageClass: 'standard',
            snapshotClass: 'csi',
          },
          operationTimeout: '10m0s',
        },
        status: { ...status, node, path: `/host_pods/${backup.metadata.uid}` },
      },
    );
  }
  return scope.object(
    { apiVersion: 'velero.io/v1', kind: 'PodVolumeBackup', ...head },
    {
      spec: {
        backupStorageLocation: storageLocation,
        node,
        pod: { kind: 'Pod', namespace, name: `${namespace}-0` },
        repoIdentifier: '',
        uploaderType: 'kopia',
        volume: 'data',
      },
      status: { ...status, path: `/host_pods/${backup.metadata.uid}` },
    },
  );
}
