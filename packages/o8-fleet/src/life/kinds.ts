import type { GroupKind } from '../types';

const argoproj = 'argoproj.io';
const velero = 'velero.io';

/** The kinds that life touches by name. */
export const KINDS = {
  application: { group: argoproj, kind: 'Application' },
  rollout: { group: argoproj, kind: 'Rollout' },
  namespace: { group: '', kind: 'Namespace' },
  pod: { group: '', kind: 'Pod' },
  event: { group: '', kind: 'Event' },
  deployment: { group: 'apps', kind: 'Deployment' },
  replicaSet: { group: 'apps', kind: 'ReplicaSet' },
  job: { group: 'batch', kind: 'Job' },
  networkPolicy: { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  backup: { group: velero, kind: 'Backup' },
  schedule: { group: velero, kind: 'Schedule' },
  storageLocation: { group: velero, kind: 'BackupStorageLocation' },
  podVolumeBackup: { group: velero, kind: 'PodVolumeBackup' },
  dataUpload: { group: velero, kind: 'DataUpload' },
  scheduledBackup: { group: 'postgresql.cnpg.io', kind: 'ScheduledBackup' },
} satisfies Record<string, GroupKind>;

/** The group and kind of an object. */
export function groupKindOf(object: {
  apiVersion: string;
  kind: string;
}): GroupKind {
  const [, group = ''] = object.apiVersion.split('/').reverse();
  return { group, kind: object.kind };
}
