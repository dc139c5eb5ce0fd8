const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

interface Field {
  min: number;
  max: number;
  /** What stands for the numbers from `min` on. */
  names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: WEEKDAYS },
];

/** The values of the five fields of a cron expression. */
export interface CronFields {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  /** Of the month; undefined where the expression asks for any. */
  days: ReadonlySet<number> | undefined;
  months: ReadonlySet<number>;
  /** From Sunday, which is 0; undefined where the expression asks for any. */
  weekdays: ReadonlySet<number> | undefined;
}

/** Reads lists, ranges, steps and names, as Velero does. */
export function parseCronFields(expression: string): CronFields {
  const texts = expression.split(/\s+/);
  if (texts.length !== FIELDS.length) {
    throw new TypeError(`'${expression}' does not have five fields`);
  }
  const [minutes, hours, days, months, weekdays] = texts.map((text, index) =>
    parseField(text, FIELDS[index]),
  );
  return {
    minutes,
    hours,
    days: isAny(texts[2]) ? undefined : days,
    months,
    weekdays: isAny(texts[4]) ? undefined : weekdays,
  };
}

/** A step makes even a star a restriction. */
function isAny(text: string): boolean {
  return text.split(',').some(part => /^[*?](\/1)?$/.test(part));
}

function parseField(text: string, field: Field): ReadonlySet<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match =
      /^(?:[*?]|([0-9a-z]+)(?:-([0-9a-z]+))?)(?:\/([1-9][0-9]*))?$/i.exec(part);
    if (!match) {
      throw new TypeError(`'${text}' is not a field of a cron expression`);
    }
    const [, first, last, step] = match;
    const from = first === undefined ? field.min : parseValue(first, field);
    // With a step, a single value goes on to the end of the field.
    const isOpen = first === undefined || step !== undefined;
    const end = isOpen ? field.max : from;
    const to = last === undefined ? end : parseValue(last, field);
    if (from > to) {
      throw new TypeError(`'${part}' ends before it begins`);
    }
    for (let value = from; value <= to; value += Number(step ?? 1)) {
      values.add(value);
    }
  }
  return values;
}

function parseValue(text: string, { min, max, names = [] }: Field): number {
  const named = names.indexOf(text.toLocaleUpperCase('en-US'));
  if (named !== -1) return min + named;
  const value = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new TypeError(`'${text}' is not from ${min} to ${max}`);
  }
  return value;
}
