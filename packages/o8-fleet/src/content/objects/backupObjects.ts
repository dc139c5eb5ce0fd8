import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';
import type { Scope } from '../Scope';
import {
  DAY_MS,
  formatCompactTime,
  formatTime,
  HOUR_MS,
  MINUTE_MS,
  parseDurationMs,
  SECOND_MS,
} from '../time';
import {
  BACKUP_TTL_MS,
  UNREACHABLE_MS,
  VELERO_NAMESPACE,
  type Backup,
  type BackupPhase,
  type BackupRun,
  type Schedule,
} from './Backup';
import { createVolumeBackup } from './volumeBackup';

const FAILURE =
  'error uploading backup contents: operation error S3: PutObject, ' +
  'https response error StatusCode: 503, SlowDown: Please reduce your request rate';

/** The status of a run: only what is known in its phase. */
export function backupStatus(
  run: BackupRun,
  storageLocation: string,
): Backup['status'] {
  const { runMs, phase, durationMs, items } = run;
  const startMs = runMs + SECOND_MS;
  const common = { phase, version: 1, formatVersion: '1.1.0' };
  if (phase === 'New') return { phase };
  if (phase === 'FailedValidation') {
    return {
      ...common,
      validationErrors: [
        `backup can't be created because backup storage location ` +
          `${storageLocation} is currently in Unavailable status`,
      ],
    };
  }
  const isRunning = phase === 'InProgress';
  const isWhole = phase === 'Completed';
  return {
    ...common,
    startTimestamp: formatTime(startMs),
    expiration: formatTime(startMs + (run.ttlMs ?? BACKUP_TTL_MS)),
    ...(!isRunning && {
      completionTimestamp: formatTime(startMs + durationMs),
    }),
    progress: {
      totalItems: items,
      itemsBackedUp: isWhole ? items : Math.floor(items / 2),
    },
    hookStatus: {},
    ...(phase === 'Failed' && { errors: 1, failureReason: FAILURE }),
    ...(phase === 'PartiallyFailed' && { errors: 3, warnings: 1 }),
  };
}

/** The Backup of a run, as Velero makes it from its Schedule. */
export function createBackup(
  scope: Scope,
  schedule: Schedule,
  run: BackupRun,
): Backup {
  const { name, labels } = schedule.metadata;
  const { metadata, ...spec } = schedule.spec.template;
  return scope.object(
    {
      apiVersion: 'velero.io/v1',
      kind: 'Backup',
      name: `${name}-${formatCompactTime(run.runMs)}`,
      namespace: VELERO_NAMESPACE,
      ageMs: scope.now.getTime() - run.runMs,
      generation: 5,
      labels: {
        ...(metadata?.labels ?? labels),
        'velero.io/schedule-name': name,
        'velero.io/storage-location': spec.storageLocation,
      },
      annotations: {
        'velero.io/resource-timeout': '10m0s',
        'velero.io/source-cluster-k8s-gitversion':
          scope.cluster.kubernetesVersion,
        'velero.io/source-cluster-k8s-major-version': '1',
        'velero.io/source-cluster-k8s-minor-version': '36',
      },
    },
    {
      spec: {
        ...spec,
        csiSnapshotTimeout: '10m0s',
        itemOperationTimeout: '4h0m0s',
        hooks: {},
      },
      status: backupStatus(run, spec.storageLocation),
    },
  );
}

function formatGoDuration(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  return `${Math.floor(minutes / 60)}h${minutes % 60}m0s`;
}

/** The module's Schedule, in Velero's namespace. */
export function createSchedule(placement: Placement): Schedule {
  const { name, ageMs, labels } = placement;
  const isRemote = placement.has('unreachableStorage');
  const runs = [...runsOf(placement)];
  return placement.object(
    {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      name,
      namespace: VELERO_NAMESPACE,
      ageMs,
      generation: 2,
      labels,
      annotations: {
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      },
    },
    {
      spec: {
        schedule: placement.backupSchedule(),
        skipImmediately: false,
        useOwnerReferencesInBackup: false,
        ...(placement.has('pausedSchedule') && { paused: true }),
        template: {
          includedNamespaces: [name],
          storageLocation: isRemote ? 'us-archive' : 'default',
          snapshotMoveData: placement.module.volume === 'dataUpload',
          defaultVolumesToFsBackup: placement.module.volume === 'podVolume',
          ttl: formatGoDuration(placement.backupTtlMs()),
          metadata: { labels },
        },
      },
      status: {
        phase: 'Enabled',
        ...(runs.length > 0 && {
          lastBackup: formatTime(runs[runs.length - 1].runMs),
        }),
      },
    },
  );
}

/** How long ago the paused schedule was paused; its last backup is within the RPO. */
const PAUSED_MS = 5 * HOUR_MS;

function outcomeOf(placement: Placement, runMs: number): BackupPhase {
  const agoMs = placement.now.getTime() - runMs;
  const rpoMs = parseDurationMs(placement.module.rpo);
  if (placement.has('unreachableStorage') && agoMs < UNREACHABLE_MS) {
    return 'FailedValidation';
  }
  if (placement.has('pastRpo') && agoMs < 4 * rpoMs) {
    return Math.floor(runMs / HOUR_MS) % 3 === 0 ? 'Failed' : 'PartiallyFailed';
  }
  return 'Completed';
}

function* runsOf(placement: Placement): Generator<BackupRun> {
  const nowMs = placement.now.getTime();
  const ttlMs = placement.backupTtlMs();
  const untilMs = placement.has('pausedSchedule') ? nowMs - PAUSED_MS : nowMs;
  const { name } = placement;
  const items = placement.int(`backup/${name}/items`, 42, 90);
  for (const runMs of placement.backupCron().runs(nowMs - ttlMs, untilMs)) {
    const path = `backup/${name}/${runMs}/duration`;
    const durationMs = placement.int(path, 12, 45) * SECOND_MS;
    // One that still runs would be nobody's: life starts its own.
    if (runMs + durationMs + 2 * SECOND_MS > nowMs) continue;
    yield {
      runMs,
      durationMs,
      items,
      phase: outcomeOf(placement, runMs),
      ttlMs,
    };
  }
}

/** The module's Schedule with all backups that are not expired, the oldest first. */
export function* createBackups(placement: Placement): Generator<KubeObject> {
  const schedule = createSchedule(placement);
  yield schedule;
  for (const run of runsOf(placement)) {
    const backup = createBackup(placement, schedule, run);
    yield backup;
    const volume = createVolumeBackup(placement, backup);
    if (volume) yield volume;
  }
  if (placement.name === 'audit-trail') yield createRestore(placement);
}

function createRestore(placement: Placement): KubeObject {
  const { name, labels } = placement;
  const startMs = 2 * DAY_MS;
  return placement.object(
    {
      apiVersion: 'velero.io/v1',
      kind: 'Restore',
      name: `${name}-drill`,
      namespace: VELERO_NAMESPACE,
      ageMs: startMs,
      generation: 3,
      labels,
    },
    {
      spec: {
        scheduleName: name,
        includedNamespaces: [name],
        namespaceMapping: { [name]: `${name}-drill` },
      },
      status: {
        phase: 'Completed',
        startTimestamp: placement.ago(startMs),
        completionTimestamp: placement.ago(startMs - 3 * MINUTE_MS),
        progress: { totalItems: 64, itemsRestored: 64 },
      },
    },
  );
}
