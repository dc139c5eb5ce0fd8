import type { CalendarDay, Cron } from './parseCron';

const DAY_MS = 24 * 60 * 60 * 1000;
/** After 28 years of the Gregorian calendar days fall on the same weekdays again. */
const PERIOD_DAYS = 28 * 365 + 7;

// Making dates is what takes time: each once, not once for each module.
const CALENDAR: CalendarDay[] = Array.from(
  { length: PERIOD_DAYS },
  (_, day) => {
    const date = new Date(Date.UTC(2000, 0, 1) + day * DAY_MS);
    return {
      month: date.getUTCMonth() + 1,
      date: date.getUTCDate(),
      weekday: date.getUTCDay(),
    };
  },
);

/**
 * How many backups exist at once at most: those of the densest days that the
 * retention covers.
 */
export function mostBackupsKept(cron: Cron, retentionDays: number): number {
  const runs = CALENDAR.map(day => (cron.runsOn(day) ? 1 : 0));
  let kept = 0;
  let most = 0;
  for (let day = 0; day < PERIOD_DAYS + retentionDays; day++) {
    kept += runs[day % PERIOD_DAYS];
    // The retention is at most ten years: it never covers the period twice.
    kept -= day < retentionDays ? 0 : runs[(day - retentionDays) % PERIOD_DAYS];
    most = Math.max(most, kept);
  }
  return most * cron.runsPerDay;
}

/** The most days from one on which a schedule runs to the next such day. */
export function findLongestPause(cron: Cron): number {
  if (cron.isDaily) {
    return 1;
  }
  let longest = 0;
  let last: number | undefined;
  // Twice, because the last run of a period is followed by the first of the next.
  for (let day = 0; day < 2 * PERIOD_DAYS; day++) {
    if (cron.runsOn(CALENDAR[day % PERIOD_DAYS])) {
      longest = Math.max(longest, last === undefined ? 0 : day - last);
      last = day;
    }
  }
  return longest;
}
