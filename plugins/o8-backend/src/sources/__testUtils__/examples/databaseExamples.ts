import { minutesAgo } from '../time';
import { condition, onPlatform } from './createExample';

const API = 'postgresql.cnpg.io/v1';
const PLUGIN = 'barman-cloud.cloudnative-pg.io';

const backup = {
  cluster: { name: 'billing-pg' },
  method: 'plugin',
  pluginConfiguration: { name: PLUGIN },
};

/** The databases of a module, and how far back they can be brought. */
export const databaseExamples = [
  onPlatform('platform-db', API, 'Cluster', {
    spec: {
      instances: 3,
      imageName: 'ghcr.io/cloudnative-pg/postgresql:18.1',
      storage: { size: '50Gi' },
      postgresql: { parameters: { archive_timeout: '5min' } },
      plugins: [
        {
          name: PLUGIN,
          isWALArchiver: true,
          parameters: { barmanObjectName: 'billing-pg' },
        },
      ],
    },
    status: {
      phase: 'Cluster in healthy state',
      instances: 3,
      readyInstances: 3,
      currentPrimary: 'billing-pg-1',
      timelineID: 1,
      conditions: [
        condition('Ready', 'True', 'ClusterIsReady'),
        condition('ContinuousArchiving', 'True', 'ContinuousArchivingSuccess'),
        condition('LastBackupSucceeded', 'True', 'LastBackupSucceeded'),
      ],
    },
  }),
  onPlatform('platform-db', API, 'Database', {
    spec: {
      cluster: { name: 'shared-pg' },
      name: 'billing',
      owner: 'billing',
      databaseReclaimPolicy: 'retain',
      schemas: [{ name: 'billing', owner: 'billing' }],
      extensions: [{ name: 'pgcrypto' }],
    },
    status: { applied: true, observedGeneration: 2 },
  }),
  onPlatform('platform-db', API, 'DatabaseRole', {
    spec: {
      cluster: { name: 'shared-pg' },
      name: 'billing',
      login: true,
      connectionLimit: 50,
      databaseRoleReclaimPolicy: 'retain',
      passwordSecret: { name: 'billing-role' },
    },
    status: { applied: true, observedGeneration: 2 },
  }),
  onPlatform('platform-db', API, 'ScheduledBackup', {
    spec: { schedule: '0 0 2 * * *', backupOwnerReference: 'self', ...backup },
    status: {
      lastCheckTime: minutesAgo(1),
      lastScheduleTime: minutesAgo(600),
      nextScheduleTime: minutesAgo(-840),
    },
  }),
  onPlatform(
    'platform-db',
    API,
    'Backup',
    {
      spec: backup,
      status: {
        phase: 'completed',
        method: 'plugin',
        startedAt: minutesAgo(600),
        stoppedAt: minutesAgo(596),
        beginWal: '0000000100000012000000A1',
      },
    },
    { labels: { 'cnpg.io/scheduled-backup': 'billing-pg-daily' } },
  ),
  onPlatform('platform-db', 'barmancloud.cnpg.io/v1', 'ObjectStore', {
    spec: {
      retentionPolicy: '30d',
      configuration: {
        destinationPath: 's3://backups/eu/',
        s3Credentials: { inheritFromIAMRole: true },
      },
    },
    status: {
      serverRecoveryWindow: {
        'billing-pg': {
          firstRecoverabilityPoint: minutesAgo(40_000),
          lastSuccessfulBackupTime: minutesAgo(596),
        },
      },
    },
  }),
];
