import { parseCronFields, type CronFields } from './parseCronFields';
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  parseGoDurationMs,
  SECOND_MS,
} from './time';

// As far as Velero looks: what does not run until then never runs.
const HORIZON_MS = 5 * 366 * DAY_MS;

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

type Runs = (fromMs: number, toMs: number) => Generator<number>;

/** The runs of a schedule of Velero, in UTC: time zones are not known. */
export class Cron {
  readonly #runs: Runs;

  /**
   * Reads five fields, `@daily` and its like, or `@every 6h`.
   *
   * @throws TypeError that says what cannot be read
   */
  static parse(expression: string): Cron {
    const text = expression.trim();
    const [, every] = /^@every (.*)$/.exec(text) ?? [];
    if (every === undefined) {
      const fields = parseCronFields(MACROS[text] ?? text);
      return new Cron((fromMs, toMs) => runsOf(fields, fromMs, toMs));
    }
    const periodMs = parseGoDurationMs(every.trim());
    if (periodMs < SECOND_MS) {
      throw new TypeError(`'${expression}' is more often than each second`);
    }
    return new Cron((fromMs, toMs) => periodic(periodMs, fromMs, toMs));
  }

  private constructor(runs: Runs) {
    this.#runs = runs;
  }

  /** The runs after `fromMs`, until `toMs` included; the oldest first. */
  runs(fromMs: number, toMs: number): Generator<number> {
    return this.#runs(fromMs, toMs);
  }

  /** The first run after a time. */
  next(afterMs: number): number {
    for (const time of this.runs(afterMs, afterMs + HORIZON_MS)) return time;
    return Number.POSITIVE_INFINITY;
  }
}

function* periodic(periodMs: number, fromMs: number, toMs: number) {
  for (let time = fromMs + periodMs; time <= toMs; time += periodMs) yield time;
}

function* runsOf(fields: CronFields, fromMs: number, toMs: number) {
  let time = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  while (time <= toMs) {
    const date = new Date(time);
    if (!isDay(fields, date)) {
      time = Math.floor(time / DAY_MS) * DAY_MS + DAY_MS;
    } else if (!fields.hours.has(date.getUTCHours())) {
      time = Math.floor(time / HOUR_MS) * HOUR_MS + HOUR_MS;
    } else {
      if (fields.minutes.has(date.getUTCMinutes())) yield time;
      time += MINUTE_MS;
    }
  }
}

/** Where both the day of the month and the weekday are restricted, one is enough. */
function isDay(fields: CronFields, date: Date): boolean {
  const { days, weekdays, months } = fields;
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const isMonthDay = days?.has(date.getUTCDate());
  const isWeekday = weekdays?.has(date.getUTCDay());
  if (isMonthDay === undefined) return isWeekday ?? true;
  return isMonthDay || (isWeekday ?? false);
}
