/** A series as Prometheus would keep it. */
export interface Series {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Reads the text format of Prometheus, as far as the exporter writes it. */
export function parseSeries(text: string): Series[] {
  return text
    .split('\n')
    .filter(line => line && !line.startsWith('#'))
    .map(line => {
      const match = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line);
      if (!match) {
        throw new Error(`Not a series: ${line}`);
      }
      const [, name, labels = '', value] = match;
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
      return {
        name,
        labels: Object.fromEntries(pairs.map(([, key, said]) => [key, said])),
        value: Number(value),
      };
    });
}
