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
  /** When it runs on such a day, in minutes since midnight, the earliest first. */
  minutesOfDay: number[];
  /** Whether it runs on every day. */
  isDaily: boolean;
  /** Whether it runs on a day (UTC). */
  runsOn(day: CalendarDay): boolean;
}

// What the parser of Velero and of CronJobs knows. `L`, `#`, `H`, @daily and seconds are other dialects.
const FIELD_PART = /^(\*|\?|\d+|[a-z]{3})(-(\d+|[a-z]{3}))?(\/\d+)?$/i;

// Each schedule is read when a spec is, when it is planned and when it is compared.
const known = new Map<string, Cron | { problem: string }>();
const MAX_KNOWN = 500;

/**
 * A schedule of five fields, as Velero and Kubernetes read it.
 *
 * @returns what is wrong as a sentence without its subject, where it is none
 */
export function parseCron(text: string): Cron | { problem: string } {
  const before = known.get(text);
  if (before) {
    return before;
  }
  const cron = readCron(text);
  if (known.size >= MAX_KNOWN) {
    known.clear();
  }
  known.set(text, cron);
  return cron;
}

function readCron(text: string): Cron | { problem: string } {
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
    return {
      problem: 'has weekday 7: Velero and Kubernetes know 0 (Sunday) to 6',
    };
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
    minutesOfDay: hour.values
      .flatMap(at => minute.values.map(past => Number(at) * 60 + Number(past)))
      .sort((a, b) => a - b),
    isDaily: [dayOfMonth, month, dayOfWeek].every(field => field.isWildcard),
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
