import type { KubeObject } from '../../types';
import { Cron } from '../Cron';
import { profiles } from '../profiles';
import type { Scope } from '../Scope';
import { DAY_MS, formatTime, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time';
import {
  BACKUP_TTL_MS,
  UNREACHABLE_MS,
  VELERO_NAMESPACE,
  type Schedule,
} from './Backup';
import { createBackup } from './backupObjects';

/** Where backups are kept. */
export function createStorageLocation(
  scope: Scope,
  options: { name: string; ageMs: number; isReachable: boolean },
): KubeObject {
  const { name, ageMs, isReachable } = options;
  const { region } = scope.cluster;
  const bucket = `o8-velero-${name}`;
  return scope.object(
    {
      apiVersion: 'velero.io/v1',
      kind: 'BackupStorageLocation',
      name,
      namespace: VELERO_NAMESPACE,
      ageMs,
      generation: 3,
    },
    {
      spec: {
        provider: 'aws',
        default: name === 'default',
        accessMode: 'ReadWrite',
        objectStorage: { bucket, prefix: scope.cluster.name },
        config: { region },
      },
      status: {
        phase: isReachable ? 'Available' : 'Unavailable',
        lastValidationTime: scope.ago(20 * SECOND_MS),
        lastSyncedTime: scope.ago(
          isReachable ? 35 * SECOND_MS : UNREACHABLE_MS,
        ),
        ...(!isReachable && {
          message:
            `BackupStorageLocation "${name}" is unavailable: rpc error: code = ` +
            `Unknown desc = operation error S3: ListObjectsV2, exceeded maximum ` +
            `number of attempts, 3, https response error StatusCode: 0, RequestID: , ` +
            `request send failed, Get "https://${bucket}.s3.${region}.amazonaws.com/` +
            `?delimiter=%2F&list-type=2": dial tcp: i/o timeout`,
        }),
      },
    },
  );
}

/** The modules whose trouble on a cluster is that nothing new protects them. */
function withoutBackup(cluster: string): string[] {
  return profiles
    .filter(({ troubles }) =>
      troubles.some(at => at.trouble === 'pastRpo' && at.cluster === cluster),
    )
    .map(({ name }) => name);
}

/** The Schedule of the whole cluster, which is no module's. */
export function* createClusterBackups(scope: Scope): Generator<KubeObject> {
  const schedule: Schedule = scope.object(
    {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      name: 'whole-cluster',
      namespace: VELERO_NAMESPACE,
      ageMs: 300 * DAY_MS,
      generation: 1,
    },
    {
      spec: {
        schedule: '10 3 * * *',
        template: {
          includedNamespaces: ['*'],
          // It would heal, for an hour of each day, those that are past their objective.
          excludedNamespaces: withoutBackup(scope.cluster.name),
          storageLocation: 'default',
          ttl: `${BACKUP_TTL_MS / HOUR_MS}h0m0s`,
        },
      },
      status: { phase: 'Enabled' },
    },
  );
  const nowMs = scope.now.getTime();
  const runs = [
    ...Cron.parse(schedule.spec.schedule).runs(
      nowMs - BACKUP_TTL_MS,
      nowMs - 5 * MINUTE_MS,
    ),
  ];
  yield {
    ...schedule,
    status: { phase: 'Enabled', lastBackup: formatTime(runs[runs.length - 1]) },
  };
  for (const runMs of runs) {
    const durationMs = 4 * MINUTE_MS;
    yield createBackup(scope, schedule, {
      runMs,
      durationMs,
      items: 2_140,
      phase: 'Completed',
    });
  }
}
