import {
  BACKUP_TTL_MS,
  type Backup,
  type BackupPhase,
  type BackupRun,
  type Schedule,
} from '../../content/objects/Backup';
import { backupStatus } from '../../content/objects/backupObjects';
import { formatTime } from '../../content/time';
import type { KubeObject } from '../../types';

/** A schedule has just submitted a backup. */
export function withLastBackup(schedule: Schedule, runMs: number): Schedule {
  const status = { ...schedule.status, lastBackup: formatTime(runMs) };
  return { ...schedule, status };
}

/** Pauses or resumes a schedule. */
export function withPaused(schedule: Schedule, paused: boolean): Schedule {
  return { ...schedule, spec: { ...schedule.spec, paused } };
}

/** A schedule as Velero has validated it; with an error, it never runs. */
export function withValidation(schedule: Schedule, error?: string): KubeObject {
  const { validationErrors: _, ...status } = (schedule.status ?? {}) as Record<
    string,
    unknown
  >;
  return {
    ...schedule,
    status: {
      ...status,
      phase: error === undefined ? 'Enabled' : 'FailedValidation',
      ...(error !== undefined && { validationErrors: [error] }),
    },
  };
}

/** The schedule with what Velero assumes where nothing is said. */
export function withDefaults(schedule: Schedule): Schedule {
  const { template } = schedule.spec;
  return {
    ...schedule,
    spec: {
      ...schedule.spec,
      template: {
        ...template,
        storageLocation: template?.storageLocation || 'default',
      },
    },
  };
}

/** The backup in another phase of its run. */
export function withPhase(
  backup: Backup,
  run: BackupRun,
  phase: BackupPhase,
): Backup {
  const { storageLocation } = backup.spec;
  return {
    ...backup,
    status: backupStatus({ ...run, phase }, storageLocation),
  };
}

/** Whether Velero deletes it now. One that never started counts from its creation. */
export function isExpired(backup: Backup, nowMs: number): boolean {
  const { expiration } = (backup as Partial<Backup>).status ?? {};
  const expiresMs = expiration
    ? Date.parse(expiration)
    : Date.parse(backup.metadata.creationTimestamp) + BACKUP_TTL_MS;
  return expiresMs <= nowMs;
}

/** A storage location that answers again. */
export function asAvailable(location: KubeObject, time: string): KubeObject {
  return {
    ...location,
    status: {
      phase: 'Available',
      lastValidationTime: time,
      lastSyncedTime: time,
    },
  };
}
