import { toText } from './Figures.mjs';

/** The sections of a run as tables, for docs/reference/performance.md. */
export function toMarkdown(sections) {
  return sections
    .map(({ title, rows, table }) =>
      [
        `### ${title}`,
        ...(rows.length > 0 ? [toTable(rows.map(toCells))] : []),
        ...(table ? [toTable(table)] : []),
      ].join('\n\n'),
    )
    .join('\n\n');
}

function toCells({ figure, value, unit, floor, limit, bound, met, note }) {
  return {
    figure,
    measured: `${toText(value)} ${unit}`.trim(),
    floor: floor === null ? '' : toText(floor),
    limit: limit === null ? '' : `at ${bound} ${toText(limit)}`,
    '': met === null ? '' : met ? 'met' : '**missed**',
    note: note ?? '',
  };
}

function toTable(rows) {
  const columns = Object.keys(rows[0]);
  const toLine = cells => `| ${cells.join(' | ')} |`;
  return [
    toLine(columns),
    toLine(columns.map(() => '---')),
    ...rows.map(row => toLine(columns.map(column => row[column]))),
  ].join('\n');
}
