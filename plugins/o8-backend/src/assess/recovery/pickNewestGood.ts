import type { KnownFact } from '@orchestr8/backstage-plugin-o8-node';
import { readBackup, type BackupValue } from '../../sources/velero';

/** The good backup that began last: its data is as old as its start, not as its end. */
export function pickNewestGood(
  backups: KnownFact[],
  now: Date,
): KnownFact | null {
  return backups
    .filter(fact => isGood(fact, now))
    .reduce<KnownFact | null>(
      (newest, fact) =>
        newest === null || startOf(fact) > startOf(newest) ? fact : newest,
      null,
    );
}

/** A backup that a restore may start from, with all of it. */
function isGood(fact: KnownFact, now: Date): boolean {
  const backup = readBackup(fact);
  return (
    backup.phase === 'Completed' &&
    backup.startedAt !== null &&
    // Velero leaves a zero out.
    (backup.itemsBackedUp ?? 0) > 0 &&
    !isCopy(backup) &&
    backup.hooksFailed === 0 &&
    !backup.deleting &&
    (backup.expiresAt === null || backup.expiresAt > now.toISOString())
  );
}

/**
 * Velero copies what lies in the storage into every cluster that shares it: an object
 * that was made after its backup had ended may be of another cluster.
 */
export function isCopy({ createdAt, completedAt }: BackupValue): boolean {
  return createdAt !== null && completedAt !== null && createdAt > completedAt;
}

/** When a backup began; empty if it did not. */
export function startOf(fact: KnownFact): string {
  return readBackup(fact).startedAt ?? '';
}

/** The time by which runs follow each other: one that was refused never began. */
export function runOf(fact: KnownFact): string {
  const { startedAt, createdAt } = readBackup(fact);
  return startedAt ?? createdAt ?? fact.changedAt;
}
