import { backupSchedule } from '../rules/backupSchedule';
import { KEPT } from './annotations';
import { moduleLabels } from './labels';
import type { Emitter, PlacementContext } from './types';

/** The backups of a module's namespace. Velero reads Schedules in its own only. */
export const veleroSchedule: Emitter<PlacementContext> = {
  file: () => 'velero-schedule.yaml',
  home: 'backup',
  kinds: [{ group: 'velero.io', kind: 'Schedule' }],
  emit: ({
    spec: { metadata, spec },
    zone: {
      spec: { backup },
    },
  }) => {
    const { schedule, retentionDays } = backupSchedule(
      metadata.name,
      spec.recovery,
    );
    return [
      {
        apiVersion: 'velero.io/v1',
        kind: 'Schedule',
        metadata: {
          name: metadata.name,
          namespace: backup.namespace,
          labels: moduleLabels(metadata.name),
          annotations: KEPT,
        },
        spec: {
          schedule,
          skipImmediately: false,
          // Otherwise removing the Schedule would remove its backups.
          useOwnerReferencesInBackup: false,
          template: {
            includedNamespaces: [metadata.name],
            metadata: { labels: moduleLabels(metadata.name) },
            snapshotMoveData: backup.moveData,
            storageLocation: backup.storageLocation,
            ttl: `${retentionDays * 24}h0m0s`,
          },
        },
      },
    ];
  },
};
