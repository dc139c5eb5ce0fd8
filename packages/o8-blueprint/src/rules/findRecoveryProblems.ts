import { toDurationMs } from '@orchestr8/backstage-plugin-o8-common';
import { backupSchedule } from './backupSchedule';
import { invalid } from './invalid';
import { longestGapMinutes } from './longestGapMinutes';
import { mostBackupsKept } from './mostBackupsKept';
import { parseCron, type Cron } from './parseCron';
import type { SpecParts, SpecRule } from './specParts';

/** More of them make every list of backups, and Velero itself, slow. */
const MAX_BACKUPS = 200;
const MINUTE_MS = 60_000;

type Recovery = NonNullable<SpecParts['fields']['recovery']>;

/** Backups: often enough for what may be lost, and not too many of them. */
export const findRecoveryProblems: SpecRule = parts => {
  const { recovery, placements = [] } = parts.fields;
  if (!recovery) {
    return [];
  }
  const { schedule, retentionDays } = backupSchedule('any', recovery);
  const cron = parseCron(schedule);
  if ('problem' in cron) {
    return [invalid(['recovery', 'schedule'], cron.problem)];
  }
  return [
    ...findKeptProblems(recovery, cron, retentionDays),
    ...findRpoProblems(parts, recovery, cron),
    ...findFailoverProblems(recovery.failover, placements),
  ];
};

function findKeptProblems(
  recovery: Recovery,
  cron: Cron,
  retentionDays: number,
) {
  // What cannot be too many is not counted.
  const kept =
    cron.runsPerDay * retentionDays < MAX_BACKUPS
      ? 0
      : mostBackupsKept(cron, retentionDays);
  const field = recovery.schedule === undefined ? 'retentionDays' : 'schedule';
  return kept < MAX_BACKUPS
    ? []
    : [
        invalid(
          ['recovery', field],
          `keeps ${kept} backups at once with a retention of ${retentionDays} days; it must be fewer than ${MAX_BACKUPS}: back up less often or keep them shorter`,
        ),
      ];
}

/**
 * Judged for volumes alone: manifests come from git, where nothing is lost, and databases
 * archive all the time, whatever this schedule says.
 */
function findRpoProblems(
  { workload }: SpecParts,
  { rpo, schedule, tier }: Recovery,
  cron: Cron,
) {
  const isBackedUp = workload.volumes?.some(({ backup }) => backup);
  if (rpo === undefined || !isBackedUp) {
    return [];
  }
  const gapMinutes = longestGapMinutes(cron);
  return gapMinutes * MINUTE_MS <= toDurationMs(rpo)
    ? []
    : [
        invalid(
          ['recovery', 'rpo'],
          `is ${rpo}, but ${
            schedule === undefined ? `the tier ${tier}` : 'the schedule'
          } leaves up to ${sayMinutes(
            gapMinutes,
          )} between two backups of the volumes: back up more often, or allow more to be lost`,
        ),
      ];
}

function sayMinutes(minutes: number): string {
  const units: [string, number][] = [
    ['days', 24 * 60],
    ['hours', 60],
  ];
  const [unit, each] = units.find(
    ([, size]) => minutes % size === 0 && minutes > size,
  ) ?? ['minutes', 1];
  return `${minutes / each} ${unit}`;
}

function findFailoverProblems(
  failover: Recovery['failover'],
  placements: NonNullable<SpecParts['fields']['placements']>,
) {
  if (!failover) {
    return [];
  }
  return [
    ...(placements.length === 1
      ? [
          invalid(
            ['recovery', 'failover'],
            'needs a second placement, in another region',
          ),
        ]
      : []),
    ...findPrimaryProblems(failover, placements),
  ];
}

function findPrimaryProblems(
  { mode, primary }: NonNullable<Recovery['failover']>,
  placements: NonNullable<SpecParts['fields']['placements']>,
) {
  const path = ['recovery', 'failover', 'primary'];
  if (mode === 'active-active') {
    return primary === undefined
      ? []
      : [invalid(path, 'is for "mode: active-passive" only')];
  }
  if (primary === undefined) {
    return [invalid(path, 'is missing: one of the clusters serves')];
  }
  const clusters = placements.map(({ cluster }) => cluster);
  return clusters.length > 0 && !clusters.includes(primary)
    ? [
        invalid(
          path,
          `"${primary}" is not among its placements: one of ${clusters.join(
            ', ',
          )}`,
        ),
      ]
    : [];
}
