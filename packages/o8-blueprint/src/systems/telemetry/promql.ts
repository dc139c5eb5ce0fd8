/** How long a range of samples is, such as `5m`. */
export type Range = `${number}${'m' | 'h' | 'd'}`;

/** A value of a label, or what all of it has to match. */
export type Matchers = Record<string, string | RegExp>;

/** The series of a metric with these labels. Prometheus writes strings as JSON does. */
export function series(metric: string, labels: Matchers): string {
  const matchers = Object.entries(labels).map(([name, value]) =>
    typeof value === 'string'
      ? `${name}=${JSON.stringify(value)}`
      : `${name}=~${JSON.stringify(value.source)}`,
  );
  return `${metric}{${matchers.join(',')}}`;
}

/** How fast counters grow together, by second. */
export function sumRate(counter: string, range: Range): string {
  return `sum(rate(${counter}[${range}]))`;
}

/** How much counters have grown together. */
export function sumIncrease(counter: string, range: Range): string {
  return `sum(increase(${counter}[${range}]))`;
}

/** How many seconds ago the latest of these times was. */
export function ageOf(times: string): string {
  return `time() - max(${times})`;
}
