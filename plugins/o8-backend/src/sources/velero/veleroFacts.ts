import type { JsonObject } from '@backstage/types';
import type { KnownFact } from '@orchestr8/backstage-plugin-o8-node';

/** What is kept of a Backup: the record `velero.backup`. */
export interface BackupValue extends JsonObject {
  /** As Velero names it; empty while it has none. */
  phase: string;
  startedAt: string | null;
  completedAt: string | null;
  expiresAt: string | null;
  createdAt: string | null;
  itemsBackedUp: number | null;
  storage: string;
  /** The name of its schedule; null if somebody asked for it. */
  schedule: string | null;
  /** Why it did not work, in Velero's words. */
  message: string | null;
  /** Namespaces that it leaves out, where it is for all. */
  excluded: string[];
  /** Whether it takes only some objects of the namespaces. */
  isPartial: boolean;
  /** Hooks that failed. */
  hooksFailed: number;
  deleting: boolean;
}

/** What is kept of a Schedule: `velero.schedule`. */
export interface ScheduleValue extends JsonObject {
  /** New, Enabled, FailedValidation; empty while it has none. */
  phase: string;
  cron: string;
  paused: boolean;
  storage: string;
  createdAt: string | null;
  message: string | null;
  excluded: string[];
  isPartial: boolean;
}

/** What is kept of a BackupStorageLocation: `velero.storage`. */
export interface StorageValue extends JsonObject {
  phase: string;
  isDefault: boolean;
  readOnly: boolean;
  /** How often Velero looks at it; 0 is never. */
  validationFrequencyMs: number;
  message: string | null;
}

/** The value of a `velero.backup` as a type. */
export function readBackup(fact: KnownFact): BackupValue {
  return fact.value as BackupValue;
}

/** The value of a `velero.schedule` as a type. */
export function readSchedule(fact: KnownFact): ScheduleValue {
  return fact.value as ScheduleValue;
}

/** The value of a `velero.storage` as a type. */
export function readStorage(fact: KnownFact): StorageValue {
  return fact.value as StorageValue;
}
