import { CronExpressionParser } from 'cron-parser';

/** A day as schedules see it. */
export interface CalendarDay {
  /** 1 to 12. */
  month: number;
  date: number;
  /** 0 is Sunday. */
  weekday: number;
}

/** A schedule, taken apart as far as its density is concerned. */
export interface Cron {
  /** How often it runs on a day on which it runs. */
  runsPerDay: number;
  /** Whether it runs on a day (UTC). */
  runsOn(day: CalendarDay): boolean;
}

// What Velero's own parser knows. `L`, `#`, `H`, @daily and seconds are other dialects.
const FIELD_PART = /^(\*|\?|\d+|[a-z]{3})(-(\d+|[a-z]{3}))?(\/\d+)?$/i;

/**
 * A schedule of five fields, as Velero reads it.
 *
 * @returns what is wrong as a sentence without its subject, where it is none
 */
export function parseCron(text: string): Cron | { problem: string } {
  const fields = text.split(' ');
  const isCron =
    fields.length === 5 &&
    fields.every(field =>
      field.split(',').every(part => FIELD_PART.test(part)),
    );
  if (!isCron) {
    return {
      problem:
        'is not a schedule of five fields such as "23 2 * * *" (minute, hour, day, month, weekday; no seconds, no @daily)',
    };
  }
  if (/7/.test(fields[4].replace(/\/\d+/g, ''))) {
    return { problem: 'has weekday 7: Velero knows 0 (Sunday) to 6' };
  }
  try {
    const parsed = CronExpressionParser.parse(text, { tz: 'UTC' }).fields;
    return toCron(parsed);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `is not a schedule: ${reason}` };
  }
}

function toCron({
  minute,
  hour,
  dayOfMonth,
  month,
  dayOfWeek,
}: ReturnType<typeof CronExpressionParser.parse>['fields']): Cron {
  const days = new Set<number | string>(dayOfMonth.values);
  const weekdays = new Set<number | string>(dayOfWeek.values);
  const months = new Set<number | string>(month.values);
  // Where both are given, cron runs when either matches.
  const either = !dayOfMonth.isWildcard && !dayOfWeek.isWildcard;
  return {
    runsPerDay: minute.values.length * hour.values.length,
    runsOn(day) {
      const inMonth = days.has(day.date);
      const inWeek = weekdays.has(day.weekday);
      return (
        months.has(day.month) &&
        (either ? inMonth || inWeek : inMonth && inWeek)
      );
    },
  };
}
