/**
 * The figures of a run: what was measured, beside its floor and its limit. Those without
 * a limit explain the others.
 */
export class Figures {
  #sections = [];
  #isQuiet;

  constructor({ isQuiet = false } = {}) {
    this.#isQuiet = isQuiet;
  }

  /** What follows belongs to it. */
  begin(title) {
    this.#sections.push({ title, rows: [] });
    this.#print(`\n## ${title}\n`);
  }

  /** Of a limit, `most` or `least` says which side is good. */
  add(name, value, { unit = '', floor, most, least, note } = {}) {
    const limit = most ?? least;
    const row = {
      figure: name,
      value,
      unit,
      floor: floor ?? null,
      limit: limit ?? null,
      bound: limit === undefined ? null : most === undefined ? 'least' : 'most',
      met: limit === undefined ? null : isMet(value, { most, least }),
      note: note ?? null,
    };
    this.#sections.at(-1).rows.push(row);
    this.#print(toLine(row));
  }

  /** A table of many figures without a limit of their own. */
  table(rows) {
    this.#sections.at(-1).table = rows;
    console.table(rows);
  }

  #print(line) {
    if (!this.#isQuiet) {
      console.log(line);
    }
  }

  get sections() {
    return this.#sections;
  }

  get missed() {
    return this.#sections.flatMap(({ title, rows }) =>
      rows
        .filter(({ met }) => met === false)
        .map(row => `${title}: ${toLine(row)}`),
    );
  }
}

function isMet(value, { most, least }) {
  // What was not measured was not met.
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return false;
  }
  return most === undefined ? value >= least : value <= most;
}

function toLine({ figure, value, unit, floor, limit, bound, met, note }) {
  const parts = [`${toText(value)} ${unit}`.trim()];
  if (floor !== null) {
    parts.push(`floor ${toText(floor)}`);
  }
  if (limit !== null) {
    parts.push(`at ${bound} ${toText(limit)}: ${met ? 'met' : 'MISSED'}`);
  }
  if (note) {
    parts.push(note);
  }
  return `${figure.padEnd(58)} ${parts.join(' · ')}`;
}

/** Three digits are all that two busy cores can tell. */
export function toText(value) {
  if (typeof value !== 'number') {
    return String(value);
  }
  if (!Number.isFinite(value)) {
    return 'not reached';
  }
  if (Number.isInteger(value) || Math.abs(value) >= 100) {
    return Math.round(value).toLocaleString('en');
  }
  return String(Number(value.toPrecision(2)));
}
