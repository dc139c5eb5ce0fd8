import { appendFileSync } from 'node:fs';

/** Keeps a measure for the benchmarks, one line of JSON each, where that is asked for. */
export function recordMeasure(measure: object): void {
  const file = process.env.O8_FAULT_REPORT;
  if (file) {
    appendFileSync(file, `${JSON.stringify(measure)}\n`);
  }
}
