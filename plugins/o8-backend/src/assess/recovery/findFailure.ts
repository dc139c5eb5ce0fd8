import type { RecoveryProblem } from '@orchestr8/backstage-plugin-o8-common';
import type { KnownFact } from '@orchestr8/backstage-plugin-o8-node';
import { readBackup } from '../../sources/velero';
import { runOf } from './pickNewestGood';

const FAILED = ['Failed', 'PartiallyFailed', 'FailedValidation'];

/** The last backup that came to an end, if it failed. */
export function findFailure(
  backups: KnownFact[],
  newest: KnownFact | null,
): RecoveryProblem[] {
  const failed = backups
    .filter(fact => FAILED.includes(readBackup(fact).phase))
    .filter(fact => !newest || runOf(fact) > runOf(newest));
  const last = failed.reduce<KnownFact | null>(
    (latest, fact) => (!latest || runOf(fact) > runOf(latest) ? fact : latest),
    null,
  );
  if (!last) {
    return [];
  }
  const { phase, message, completedAt } = readBackup(last);
  return [
    {
      code: 'lastBackupFailed',
      message: message ?? phase,
      object: last.object,
      since: completedAt,
    },
  ];
}
