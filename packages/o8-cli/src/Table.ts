/** How a row is meant, for those who see colours. */
export type Tone = 'plain' | 'bad' | 'quiet';

/** A row of a table: the last cell may be of any length. */
export interface Row {
  cells: string[];
  tone: Tone;
}

/** What is shown in columns. */
export interface Table {
  head: string[];
  rows: Row[];
}

const GAP = '  ';

/** Fills cells up so that columns stand below each other, without spaces at the end. */
export function alignRows(rows: string[][]): string[] {
  const widths = rows.reduce<number[]>(
    (known, cells) =>
      cells.map((cell, index) => Math.max(known[index] ?? 0, cell.length)),
    [],
  );
  return rows.map(cells =>
    cells
      .map((cell, index) => cell.padEnd(widths[index]))
      .join(GAP)
      .trimEnd(),
  );
}
