import type {
  Fact,
  KubernetesObject,
  Rec,
  Source,
} from '@orchestr8/backstage-plugin-o8-node';
import { toTime } from '../toTime';
import { toSubjects } from './toSubjects';
import type { BackupValue, ScheduleValue, StorageValue } from './veleroFacts';
import { backupSchema, scheduleSchema, storageSchema } from './veleroSchemas';
import { hideSecrets } from '../hideSecrets';
import { parseGoDurationMs } from '../parseGoDurationMs';

const SCHEDULE_LABEL = 'velero.io/schedule-name';
const MAX_MESSAGE = 300;
/** What Velero itself does if a location says nothing. */
const DEFAULT_VALIDATION_MS = 60_000;

/** Backups, schedules and storage locations of Velero. */
export const veleroSource: Source = {
  id: 'velero',
  kinds: [
    { group: 'velero.io', kind: 'Backup', plural: 'backups' },
    { group: 'velero.io', kind: 'Schedule', plural: 'schedules' },
    {
      group: 'velero.io',
      kind: 'BackupStorageLocation',
      plural: 'backupstoragelocations',
    },
  ],
  reach: 'placements',
  toFacts(object, { cluster }) {
    switch (object.kind) {
      case 'Backup':
        return toBackups(object, cluster);
      case 'Schedule':
        return toSchedules(object, cluster);
      default:
        return [toStorage(object, cluster)];
    }
  },
};

function toBackups(object: KubernetesObject, cluster: string): Rec[] {
  const { spec, status } = backupSchema.parse(object);
  const { metadata } = object;
  const { subjects, excluded, isPartial } = toSubjects(spec, cluster);
  const value: BackupValue = {
    phase: status.phase ?? '',
    startedAt: toTime(status.startTimestamp),
    completedAt: toTime(status.completionTimestamp),
    expiresAt: toTime(status.expiration),
    createdAt: toTime(metadata.creationTimestamp),
    itemsBackedUp: status.progress.itemsBackedUp ?? null,
    storage: spec.storageLocation ?? '',
    schedule: metadata.labels?.[SCHEDULE_LABEL] ?? null,
    message: toMessage(status.failureReason, status.validationErrors),
    excluded,
    isPartial,
    hooksFailed: status.hookStatus.hooksFailed ?? 0,
    deleting:
      status.phase === 'Deleting' || metadata.deletionTimestamp !== undefined,
  };
  return subjects.map(subject => ({
    type: 'velero.backup',
    key: subject.namespace ?? '',
    uid: metadata.uid,
    subject,
    binds: 'subject',
    evidenceAt: value.startedAt,
    value,
  }));
}

function toSchedules(object: KubernetesObject, cluster: string): Fact[] {
  const { spec, status } = scheduleSchema.parse(object);
  const { subjects, excluded, isPartial } = toSubjects(spec.template, cluster);
  const value: ScheduleValue = {
    phase: status.phase ?? '',
    cron: spec.schedule ?? '',
    paused: spec.paused === true,
    storage: spec.template.storageLocation ?? '',
    createdAt: toTime(object.metadata.creationTimestamp),
    message: toMessage(undefined, status.validationErrors),
    excluded,
    isPartial,
  };
  return subjects.map(subject => ({
    type: 'velero.schedule',
    key: subject.namespace ?? '',
    subject,
    binds: 'subject',
    value,
  }));
}

function toStorage(object: KubernetesObject, cluster: string): Fact {
  const { spec, status } = storageSchema.parse(object);
  const value: StorageValue = {
    phase: status.phase ?? '',
    isDefault: spec.default === true,
    readOnly: spec.accessMode === 'ReadOnly',
    validationFrequencyMs:
      parseGoDurationMs(spec.validationFrequency) ?? DEFAULT_VALIDATION_MS,
    message: toMessage(status.message, []),
  };
  return {
    type: 'velero.storage',
    // Backups of any namespace may lie in it.
    subject: { cluster, namespace: null },
    binds: 'subject',
    evidenceAt: toTime(status.lastValidationTime),
    value,
  };
}

function toMessage(
  reason: string | undefined,
  errors: string[],
): string | null {
  const message = [reason, ...errors].filter(Boolean).join('; ');
  return message ? hideSecrets(message).slice(0, MAX_MESSAGE) : null;
}
