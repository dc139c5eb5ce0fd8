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
import { readNamespace } from '../../sources/namespaces';
import {
  isExcluded,
  readBackup,
  readSchedule,
  type BackupValue,
} from '../../sources/velero';
import { capVerdict } from '../capVerdict';
import { findNamespace } from '../findNamespace';
import { healthOf } from '../sourceHealth';
import { createProblem } from './createProblem';
import { findAgeProblems } from './findAgeProblems';
import { findFailure } from './findFailure';
import { findScheduleProblems, pickSchedule } from './findScheduleProblems';
import { findStorageProblem } from './findStorageProblem';
import { pickNewestGood, runOf } from './pickNewestGood';

const VERDICT_OF: Record<RecoveryProblem['code'], Verdict> = {
  rpoBreached: 'bad',
  noGoodBackup: 'bad',
  scheduleMissing: 'bad',
  scheduleInvalid: 'bad',
  storageUnavailable: 'bad',
  schedulePaused: 'attention',
  noBackupYet: 'attention',
  firstBackupRunning: 'attention',
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
    return toUnread(placement, [createProblem('unsupported')]);
  }

  const home = findNamespace(placement, input);
  const createdAt = home ? readNamespace(home).createdAt : null;
  const covering = input.facts.filter(fact => covers(fact, placement));
  // One that began before the Namespace was made holds nothing of it, whatever it took
  // of the cluster; so it is after the Namespace was deleted and made anew.
  const backups = covering.filter(
    fact =>
      fact.type === 'velero.backup' &&
      (createdAt === null || runOf(fact) >= createdAt),
  );
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
  const newest = pickNewestGood(backups, input.now);
  const schedule = pickSchedule(schedules);
  // Where it would be restored from, and where the next one goes.
  const storageNames = new Set([
    ...(newest ? [readBackup(newest).storage] : []),
    ...(schedule ? [readSchedule(schedule).storage] : []),
  ]);
  const problems = [
    ...findAgeProblems({
      newest,
      backups,
      schedule,
      namespace: home ?? null,
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
  if (health.state === 'neverRead' || !home) {
    const seen = problems.filter(isSeen);
    return toUnread(placement, [...seen, createProblem('notRead')]);
  }

  // Whose backups these are is known as long as the Namespace is, and whether they hold
  // it as long as it is known since when it is there.
  const fresh =
    createdAt !== null &&
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

const NEED_ALL: RecoveryProblem['code'][] = [
  'rpoBreached',
  'noBackupYet',
  'firstBackupRunning',
  'lastBackupFailed',
];

// What an object itself shows is known as soon as it was seen; that another one is
// missing, or is the newest, only once all were read.
function isSeen({ code, object }: RecoveryProblem): boolean {
  return object !== null && !NEED_ALL.includes(code);
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

function toNewestGood(fact: KnownFact): Protection['newestGood'] {
  const { startedAt, completedAt, expiresAt } = readBackup(fact);
  return {
    backup: fact.object,
    startedAt: startedAt ?? '',
    completedAt,
    expiresAt,
  };
}

function rank({ code }: RecoveryProblem): number {
  return (
    VERDICTS.indexOf(VERDICT_OF[code]) * RECOVERY_PROBLEMS.length +
    RECOVERY_PROBLEMS.indexOf(code)
  );
}
