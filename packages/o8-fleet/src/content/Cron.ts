import { HOUR_MS, MINUTE_MS } from './time';

const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

/** `*`, a step or one number: all that the fleet's own schedules are made of. */
function parseField(text: string, [min, max]: readonly [number, number]) {
  const match = /^(?:\*(?:\/([1-9][0-9]*))?|([0-9]+))$/.exec(text);
  if (!match) {
    throw new TypeError(`'${text}' is not a field of a cron expression`);
  }
  const values = new Set<number>();
  const step = Number(match[1] ?? 1);
  for (let value = min; value <= max; value += 1) {
    const matches =
      match[2] === undefined
        ? (value - min) % step === 0
        : value === Number(match[2]);
    if (matches) values.add(value);
  }
  return values;
}

/** The runs of a five-field cron expression, in UTC. */
export class Cron {
  readonly #minutes: ReadonlySet<number>;
  readonly #hours: ReadonlySet<number>;
  readonly #days: ReadonlySet<number>;
  readonly #months: ReadonlySet<number>;
  readonly #weekdays: ReadonlySet<number>;

  static parse(expression: string): Cron {
    return new Cron(expression);
  }

  private constructor(expression: string) {
    const texts = expression.trim().split(/\s+/);
    if (texts.length !== RANGES.length) {
      throw new TypeError(`'${expression}' does not have five fields`);
    }
    const fields = texts.map((text, index) => parseField(text, RANGES[index]));
    [this.#minutes, this.#hours, this.#days, this.#months, this.#weekdays] =
      fields;
  }

  /** The runs after `fromMs`, until `toMs` included; the oldest first. */
  *runs(fromMs: number, toMs: number): Generator<number> {
    let time = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
    while (time <= toMs) {
      const date = new Date(time);
      if (!this.#hours.has(date.getUTCHours()) || !this.#isDay(date)) {
        time = Math.floor(time / HOUR_MS) * HOUR_MS + HOUR_MS;
      } else {
        if (this.#minutes.has(date.getUTCMinutes())) yield time;
        time += MINUTE_MS;
      }
    }
  }

  /** The first run after a time. */
  next(afterMs: number): number {
    const YEAR_MS = 366 * 24 * HOUR_MS;
    for (const time of this.runs(afterMs, afterMs + YEAR_MS)) return time;
    return Number.POSITIVE_INFINITY;
  }

  #isDay(date: Date): boolean {
    return (
      this.#days.has(date.getUTCDate()) &&
      this.#months.has(date.getUTCMonth() + 1) &&
      this.#weekdays.has(date.getUTCDay())
    );
  }
}
