import { minutesAgo } from '../time';
import { createBackup, createSchedule, createStorage } from '../veleroObjects';
import { onPlatform } from './createExample';

const status = {
  phase: 'Completed',
  startTimestamp: minutesAgo(30),
  completionTimestamp: minutesAgo(28),
};
const volume = {
  ...status,
  progress: { bytesDone: 4_096, totalBytes: 4_096 },
  snapshotID: 'abc',
};
const ofBackup = { labels: { 'velero.io/backup-name': 'billing-1' } };

/** Backups by Velero, and what was brought back of them. */
export const backupExamples = [
  createBackup(),
  createSchedule(),
  createStorage(),
  onPlatform('velero', 'velero.io/v1', 'Restore', {
    spec: {
      backupName: 'billing-1',
      includedNamespaces: ['billing'],
      namespaceMapping: { billing: 'billing-drill' },
    },
    status: {
      ...status,
      warnings: 1,
      progress: { totalItems: 42, itemsRestored: 42 },
    },
  }),
  onPlatform(
    'velero',
    'velero.io/v1',
    'PodVolumeBackup',
    {
      spec: {
        backupStorageLocation: 'default',
        node: 'node-1',
        pod: { kind: 'Pod', namespace: 'billing', name: 'billing-0' },
        uploaderType: 'kopia',
        volume: 'data',
      },
      status: volume,
    },
    ofBackup,
  ),
  onPlatform(
    'velero',
    'velero.io/v2alpha1',
    'DataUpload',
    {
      spec: {
        backupStorageLocation: 'default',
        sourceNamespace: 'billing',
        sourcePVC: 'billing-data',
        snapshotType: 'CSI',
      },
      status: { ...volume, node: 'node-1' },
    },
    ofBackup,
  ),
];
