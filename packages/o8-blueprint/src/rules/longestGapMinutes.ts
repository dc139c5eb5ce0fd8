import { findLongestPause } from './mostBackupsKept';
import type { Cron } from './parseCron';

const DAY_MINUTES = 24 * 60;

/** The longest time between two runs of a schedule, in minutes. */
export function longestGapMinutes(cron: Cron): number {
  const { minutesOfDay } = cron;
  const first = minutesOfDay[0];
  const last = minutesOfDay[minutesOfDay.length - 1];
  const within = minutesOfDay
    .slice(1)
    .map((at, index) => at - minutesOfDay[index]);
  const overnight = findLongestPause(cron) * DAY_MINUTES + first - last;
  return Math.max(overnight, ...within);
}
