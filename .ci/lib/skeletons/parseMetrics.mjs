const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)",?/gy;
const ESCAPES = { n: '\n', '"': '"', '\\': '\\' };

/**
 * The samples of Prometheus' text format.
 *
 * @throws Error for a line that is none.
 */
export function parseMetrics(text) {
  return text
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => {
      const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
      if (name === undefined) {
        throw new Error(`This is no sample: ${line}`);
      }
      return { name, labels: parseLabels(labels), value: toNumber(value) };
    });
}

/** The sum of all samples of that name which have these labels, among others. */
export function sumOf(samples, name, labels = {}) {
  return samples
    .filter(
      sample =>
        sample.name === name &&
        Object.entries(labels).every(
          ([key, value]) => sample.labels[key] === value,
        ),
    )
    .reduce((sum, { value }) => sum + value, 0);
}

function parseLabels(text) {
  const labels = {};
  let end = 0;
  for (const match of text.matchAll(LABEL)) {
    const [whole, key, value] = match;
    labels[key] = value.replace(/\\(.)/g, (_, letter) => ESCAPES[letter]);
    end = match.index + whole.length;
  }
  if (end !== text.length) {
    throw new Error(`These are no labels: ${text}`);
  }
  return labels;
}

function toNumber(text) {
  // As Prometheus reads it, whatever the case: prom-client writes "Nan".
  const number = Number(text.replace(/^([+-]?)Inf$/i, '$1Infinity'));
  if (Number.isNaN(number) && !/^nan$/i.test(text)) {
    throw new Error(`This is no number: ${text}`);
  }
  return number;
}
