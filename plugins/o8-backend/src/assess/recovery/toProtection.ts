import {
  RECOVERY_PROBLEMS,
  VERDICTS,
  worstVerdict,
  type Protection,
  type RecoveryProblem,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  AssessInput,
  KnownFact,
  Placement,
} from '@orchestr8/backstage-plugin-o8-node';
import {
  isExcluded,
  readBackup,
  readSchedule,
  type BackupValue,
} from '../../sources/velero';
import { capVerdict } from '../capVerdict';
import { findNamespace } from '../findNamespace';
import { healthOf } from '../sourceHealth';
import { findScheduleProblems, pickSchedule } from './findScheduleProblems';
import { findStorageProblem } from './findStorageProblem';

const VERDICT_OF: Record<RecoveryProblem['code'], Verdict> = {
  rpoBreached: 'bad',
  noGoodBackup: 'bad',
  scheduleMissing: 'bad',
  scheduleInvalid: 'bad',
  storageUnavailable: 'bad',
  schedulePaused: 'attention',
  lastBackupFailed: 'attention',
  storageStale: 'attention',
  originUnknown: 'unknown',
  notRead: 'unknown',
  unsupported: 'unknown',
};

/** How far back one placement would fall, and what is wrong with that. */
export function toProtection(
  placement: Placement,
  input: AssessInput,
): Protection {
  const { cluster, namespace } = placement;
  const health = healthOf(input.sources, 'velero', cluster);
  if (health.state === 'unsupported') {
    return toUnread(placement, [problem('unsupported')]);
  }

  const covering = input.facts.filter(fact => covers(fact, placement));
  const backups = covering.filter(({ type }) => type === 'velero.backup');
  const schedules = covering.filter(({ type }) => type === 'velero.schedule');
  const storages = input.facts.filter(
    ({ type, object }) =>
      type === 'velero.storage' && object.cluster === cluster,
  );
  // What has happened while nobody could look is not known: silence breaks no promise.
  const knownAt =
    health.state === 'old' && health.confirmedAt
      ? new Date(health.confirmedAt)
      : input.now;
  const newest = pickNewest(backups.filter(fact => isGood(fact, input.now)));
  const schedule = pickSchedule(schedules);
  // Where it would be restored from, and where the next one goes.
  const storageNames = new Set([
    ...(newest ? [readBackup(newest).storage] : []),
    ...(schedule ? [readSchedule(schedule).storage] : []),
  ]);
  const problems = [
    ...findAgeProblems({
      newest,
      hasCopies: backups.some(fact => isCopy(readBackup(fact))),
      schedule,
      rpoMs: input.objectives.rpoMs,
      knownAt,
    }),
    ...findScheduleProblems(schedule),
    ...findFailure(backups, newest),
    ...[...storageNames].flatMap(name =>
      findStorageProblem(storages, name, knownAt),
    ),
  ]
    .filter(isFirst)
    .sort((a, b) => rank(a) - rank(b));
  if (health.state === 'neverRead' || !findNamespace(placement, input)) {
    const seen = problems.filter(isSeen);
    return toUnread(placement, [...seen, problem('notRead')]);
  }

  // Whose backups these are is known as long as the Namespace is.
  const fresh =
    health.state === 'fresh' &&
    healthOf(input.sources, 'namespaces', cluster).state === 'fresh';
  const judged = worstVerdict([
    ...problems.map(({ code }) => VERDICT_OF[code]),
    // Without an objective nobody can say whether that is enough.
    input.objectives.rpoMs === null ? 'unknown' : 'good',
  ]);
  return {
    cluster,
    namespace,
    verdict: fresh ? judged : capVerdict(judged),
    problems,
    newestGood: newest ? toNewestGood(newest) : null,
    schedule: schedule && {
      object: schedule.object,
      cron: readSchedule(schedule).cron,
      paused: readSchedule(schedule).paused,
    },
    fresh,
    evidenceAt: health.confirmedAt,
  };
}

function toUnread(
  placement: Placement,
  problems: RecoveryProblem[],
): Protection {
  return {
    ...placement,
    verdict: worstVerdict(problems.map(({ code }) => VERDICT_OF[code])),
    problems,
    newestGood: null,
    schedule: null,
    fresh: false,
    evidenceAt: null,
  };
}

// The default location is one and the same by its name and by none.
function isFirst(
  { code, object }: RecoveryProblem,
  index: number,
  problems: RecoveryProblem[],
): boolean {
  return (
    object === null ||
    index === problems.findIndex(p => p.code === code && p.object === object)
  );
}

// What an object itself shows is known as soon as it was seen; that another one is
// missing, or is the newest, only once all were read.
function isSeen({ code, object }: RecoveryProblem): boolean {
  return (
    object !== null && code !== 'rpoBreached' && code !== 'lastBackupFailed'
  );
}

const COVERING = ['velero.backup', 'velero.schedule'];

function covers(fact: KnownFact, { cluster, namespace }: Placement): boolean {
  if (fact.object.cluster !== cluster || !COVERING.includes(fact.type)) {
    return false;
  }
  const { excluded, isPartial } = fact.value as BackupValue;
  const isMeant =
    fact.subject.namespace === null || fact.subject.namespace === namespace;
  return isMeant && !isPartial && !isExcluded(namespace, excluded);
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

// Velero copies what lies in the storage into every cluster that shares it: an object
// that was made after its backup had ended may be of another cluster.
function isCopy({ createdAt, completedAt }: BackupValue): boolean {
  return createdAt !== null && completedAt !== null && createdAt > completedAt;
}

function pickNewest(backups: KnownFact[]): KnownFact | null {
  return backups.reduce<KnownFact | null>(
    (newest, fact) =>
      newest === null || startOf(fact) > startOf(newest) ? fact : newest,
    null,
  );
}

function startOf(fact: KnownFact): string {
  return readBackup(fact).startedAt ?? '';
}

// The data is as old as the start of its backup, and not as its end.
function findAgeProblems(options: {
  newest: KnownFact | null;
  hasCopies: boolean;
  schedule: KnownFact | null;
  rpoMs: number | null;
  knownAt: Date;
}): RecoveryProblem[] {
  const { newest, hasCopies, schedule, rpoMs, knownAt } = options;
  if (!newest) {
    if (hasCopies) {
      // After Velero was installed anew its own backups come back as copies too.
      return [problem('originUnknown')];
    }
    // With nothing to back it up, that is the thing to say.
    return schedule ? [problem('noGoodBackup')] : [];
  }
  const startedAt = startOf(newest);
  const dueAtMs = Date.parse(startedAt) + (rpoMs ?? Infinity);
  return knownAt.getTime() > dueAtMs
    ? [
        {
          ...problem('rpoBreached'),
          object: newest.object,
          since: new Date(dueAtMs).toISOString(),
        },
      ]
    : [];
}

const FAILED = ['Failed', 'PartiallyFailed', 'FailedValidation'];

/** The last backup that came to an end, if it failed. */
function findFailure(
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

// One that failed validation was never started: then when it was made has to do.
function runOf(fact: KnownFact): string {
  const { startedAt, createdAt } = readBackup(fact);
  return startedAt ?? createdAt ?? fact.changedAt;
}

function toNewestGood(fact: KnownFact): Protection['newestGood'] {
  const { startedAt, completedAt, expiresAt } = readBackup(fact);
  return {
    backup: fact.object,
    startedAt: startedAt ?? '',
    completedAt,
    expiresAt,
  };
}

function problem(code: RecoveryProblem['code']): RecoveryProblem {
  return { code, message: null, object: null, since: null };
}

function rank({ code }: RecoveryProblem): number {
  return (
    VERDICTS.indexOf(VERDICT_OF[code]) * RECOVERY_PROBLEMS.length +
    RECOVERY_PROBLEMS.indexOf(code)
  );
}
