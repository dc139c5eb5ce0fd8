/** Cells as a table of Markdown, aligned as the formatter of the repository does it. */
export function toTable(header: string[], rows: string[][]): string {
  const all = [header, ...rows].map(cells =>
    cells.map(cell => cell.replaceAll('|', '\\|')),
  );
  const widths = header.map((_, column) =>
    Math.max(...all.map(cells => [...cells[column]].length)),
  );
  const lines = all.map(cells =>
    toLine(cells.map((cell, column) => pad(cell, widths[column]))),
  );
  const rule = toLine(widths.map(width => '-'.repeat(width)));
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(width - [...cell].length);
}

function toLine(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
