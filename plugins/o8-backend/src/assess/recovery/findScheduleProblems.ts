import type { RecoveryProblem } from '@orchestr8/backstage-plugin-o8-common';
import type { KnownFact } from '@orchestr8/backstage-plugin-o8-node';
import { readSchedule } from '../../sources/velero';

/**
 * The schedule that a placement has: its own, before one for the whole cluster, which
 * may go on while its own is paused. Of several the one that works.
 */
export function pickSchedule(schedules: KnownFact[]): KnownFact | null {
  const rank = (fact: KnownFact) => findScheduleProblems(fact).length;
  const isShared = (fact: KnownFact) => Number(fact.subject.namespace === null);
  const [best] = [...schedules].sort(
    (a, b) => isShared(a) - isShared(b) || rank(a) - rank(b),
  );
  return best ?? null;
}

/** What keeps a schedule from running. */
export function findScheduleProblems(
  schedule: KnownFact | null,
): RecoveryProblem[] {
  if (!schedule) {
    return [
      { code: 'scheduleMissing', message: null, object: null, since: null },
    ];
  }
  const { phase, paused, message } = readSchedule(schedule);
  const base = { object: schedule.object, since: null };
  return [
    ...(paused
      ? [{ ...base, code: 'schedulePaused' as const, message: null }]
      : []),
    ...(phase === 'FailedValidation'
      ? [{ ...base, code: 'scheduleInvalid' as const, message }]
      : []),
  ];
}
