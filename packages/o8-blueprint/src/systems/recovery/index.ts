import type { System } from '../System';
import { planDocs } from './docs';

export const recovery: System = {
  rows: [
    {
      title: 'Velero',
      summary:
        'A Schedule for the namespace of the module, with data that leaves the cluster, a time to live and fewer than 200 backups at once. Backups outlive their Schedule; databases are left out. Runbooks with the names of the module are in its TechDocs.',
      watches: [
        'Backup',
        'Schedule',
        'Restore',
        'BackupStorageLocation',
        'PodVolumeBackup',
        'DataUpload',
      ].map(kind => ({ group: 'velero.io', kind })),
      checks: [
        ...['BK-1', 'BK-2', 'BK-3', 'BK-4', 'BK-5', 'BK-6'],
        ...['DR-1', 'DR-2'],
      ],
      source: 'systems/recovery',
    },
  ],
  files: planDocs,
};
