import type { KubeObject } from '../../types';
import { HOUR_MS } from '../time';

/** Where Velero and all its objects are. */
export const VELERO_NAMESPACE = 'velero';

/** How long backups are kept; as far back they reach. */
export const BACKUP_TTL_MS = 60 * HOUR_MS;

/** How long the storage location has been out of reach. */
export const UNREACHABLE_MS = 30 * HOUR_MS;

/** The phases of a backup that the fleet knows. */
export type BackupPhase =
  | 'New'
  | 'InProgress'
  | 'Completed'
  | 'PartiallyFailed'
  | 'Failed'
  | 'FailedValidation';

/** A Schedule of Velero. */
export type Schedule = KubeObject & {
  spec: {
    schedule: string;
    paused?: boolean;
    template: Record<string, unknown> & {
      storageLocation: string;
      metadata?: { labels: Record<string, string> };
    };
  };
  status: { phase: string; lastBackup?: string };
};

/** A Backup of Velero. */
export type Backup = KubeObject & {
  spec: Record<string, unknown> & { storageLocation: string };
  status: Record<string, unknown> & {
    phase: BackupPhase;
    startTimestamp?: string;
    completionTimestamp?: string;
    expiration?: string;
  };
};

/** A run of a schedule and what came of it. */
export interface BackupRun {
  runMs: number;
  phase: BackupPhase;
  durationMs: number;
  items: number;
  /** How long it is kept; the same for all where it is absent. */
  ttlMs?: number;
}
