import type { Cron } from './parseCron';

const DAY_MS = 24 * 60 * 60 * 1000;
/** After 28 years of the Gregorian calendar days fall on the same weekdays again. */
const PERIOD_DAYS = 28 * 365 + 7;

/**
 * How many backups exist at once at most: those of the densest days that the
 * retention covers.
 */
export function mostBackupsKept(cron: Cron, retentionDays: number): number {
  const length = PERIOD_DAYS + retentionDays;
  const runs = Array.from({ length }, (_, day) =>
    cron.runsOn(new Date(Date.UTC(2000, 0, 1) + day * DAY_MS)) ? 1 : 0,
  );
  let kept = 0;
  let most = 0;
  runs.forEach((run, day) => {
    kept += run - (runs[day - retentionDays] ?? 0);
    most = Math.max(most, kept);
  });
  return most * cron.runsPerDay;
}
