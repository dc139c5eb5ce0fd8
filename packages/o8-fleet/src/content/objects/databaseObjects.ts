import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';
import { lastRunAgoMs, ownedBy, type Scope } from '../Scope';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time';

/** Where databases live. */
export const DATABASE_NAMESPACE = 'platform-db';

const PLUGIN = 'barman-cloud.cloudnative-pg.io';
const guarded = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};

interface PostgresOptions {
  name: string;
  ageMs: number;
  labels?: Record<string, string>;
}

/** A PostgreSQL cluster with its archive and nightly base backups. */
export function* createPostgres(
  scope: Scope,
  options: PostgresOptions,
): Generator<KubeObject> {
  const { name, ageMs, labels } = options;
  const common = {
    namespace: DATABASE_NAMESPACE,
    ageMs,
    generation: 1,
    labels,
  };
  const lastMs = lastRunAgoMs(scope, '0 2 * * *');
  yield scope.object(
    {
      apiVersion: 'barmancloud.cnpg.io/v1',
      kind: 'ObjectStore',
      name,
      ...common,
      annotations: guarded,
    },
    {
      spec: {
        retentionPolicy: '30d',
        configuration: {
          destinationPath: `s3://o8-pg/${scope.cluster.region}/`,
          s3Credentials: { inheritFromIAMRole: true },
          wal: { compression: 'gzip' },
          data: { compression: 'gzip' },
        },
      },
      status: {
        serverRecoveryWindow: {
          [name]: {
            firstRecoverabilityPoint: scope.ago(lastMs + 29 * DAY_MS),
            lastSuccessfulBackupTime: scope.ago(lastMs),
          },
        },
      },
    },
  );
  yield createCluster(scope, options);
  yield* createBaseBackups(scope, options, lastMs);
}

function createCluster(scope: Scope, options: PostgresOptions): KubeObject {
  const { name, ageMs, labels } = options;
  const condition = (type: string, reason: string) => ({
    type,
    status: 'True',
    reason,
    message: '',
    lastTransitionTime: scope.ago(ageMs - HOUR_MS),
  });
  return scope.object(
    {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      name,
      namespace: DATABASE_NAMESPACE,
      ageMs,
      generation: 1,
      labels,
      annotations: guarded,
    },
    {
      spec: {
        instances: 3,
        imageName: 'ghcr.io/cloudnative-pg/postgresql:18.1',
        storage: { size: '50Gi' },
        walStorage: { size: '10Gi' },
        postgresql: { parameters: { archive_timeout: '5min' } },
        plugins: [
          {
            name: PLUGIN,
            isWALArchiver: true,
            parameters: { barmanObjectName: name },
          },
        ],
      },
      status: {
        phase: 'Cluster in healthy state',
        instances: 3,
        readyInstances: 3,
        currentPrimary: `${name}-1`,
        targetPrimary: `${name}-1`,
        timelineID: 1,
        conditions: [
          condition('Ready', 'ClusterIsReady'),
          condition('ContinuousArchiving', 'ContinuousArchivingSuccess'),
          condition('LastBackupSucceeded', 'LastBackupSucceeded'),
        ],
      },
    },
  );
}

function* createBaseBackups(
  scope: Scope,
  options: PostgresOptions,
  lastMs: number,
): Generator<KubeObject> {
  const { name, ageMs, labels } = options;
  const backup = {
    cluster: { name },
    method: 'plugin',
    pluginConfiguration: { name: PLUGIN },
  };
  const scheduled = scope.object(
    {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'ScheduledBackup',
      name: `${name}-daily`,
      namespace: DATABASE_NAMESPACE,
      ageMs,
      generation: 1,
      labels,
    },
    {
      // Six fields: seconds first.
      spec: {
        schedule: '0 0 2 * * *',
        backupOwnerReference: 'self',
        ...backup,
      },
      status: {
        lastCheckTime: scope.ago(SECOND_MS),
        lastScheduleTime: scope.ago(lastMs),
        nextScheduleTime: scope.ago(lastMs - DAY_MS),
      },
    },
  );
  yield scheduled;
  for (let days = 0; days < 3; days += 1) {
    const startedMs = lastMs + days * DAY_MS;
    yield scope.object(
      {
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Backup',
        name: `${name}-daily-${scope.ago(startedMs).replace(/[^0-9]/g, '')}`,
        namespace: DATABASE_NAMESPACE,
        ageMs: startedMs,
        labels: {
          ...labels,
          'cnpg.io/cluster': name,
          'cnpg.io/scheduled-backup': `${name}-daily`,
        },
        ownerReferences: ownedBy(scheduled),
      },
      {
        spec: backup,
        status: {
          phase: 'completed',
          method: 'plugin',
          startedAt: scope.ago(startedMs),
          stoppedAt: scope.ago(startedMs - 4 * MINUTE_MS),
          beginWal: '0000000100000012000000A1',
          endWal: '0000000100000012000000A3',
        },
      },
    );
  }
}

/** The module's database: its own on the shared cluster, or a cluster of its own. */
export function* createDatabase(placement: Placement): Generator<KubeObject> {
  const { name, ageMs, labels, module } = placement;
  if (!module.database) return;
  const cluster = module.database === 'dedicated' ? `${name}-pg` : 'shared-pg';
  if (module.database === 'dedicated') {
    yield* createPostgres(placement, { name: cluster, ageMs, labels });
  }
  const common = {
    apiVersion: 'postgresql.cnpg.io/v1',
    name,
    namespace: DATABASE_NAMESPACE,
    ageMs,
    generation: 1,
    labels,
    annotations: guarded,
  };
  const status = { applied: true, observedGeneration: 1 };
  yield placement.object(
    { ...common, kind: 'Database' },
    {
      spec: {
        cluster: { name: cluster },
        name,
        owner: name,
        databaseReclaimPolicy: 'retain',
        schemas: [{ name, owner: name }],
      },
      status,
    },
  );
  yield placement.object(
    { ...common, kind: 'DatabaseRole' },
    {
      spec: {
        cluster: { name: cluster },
        name,
        login: true,
        connectionLimit: 50,
        databaseRoleReclaimPolicy: 'retain',
        passwordSecret: { name: `${name}-role` },
      },
      status,
    },
  );
}
