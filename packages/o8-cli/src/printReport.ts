import { styleText } from 'node:util';
import type { CliIo } from './CliIo';
import type { FileProblem } from './FileProblem';
import { oneLine } from './oneLine';
import { EXIT, type Report } from './Report';
import { alignRows, type Table, type Tone } from './Table';

type Style = Parameters<typeof styleText>[0];

/** Says what a command found: as lines, or as one JSON document. */
export function printReport(
  report: Report,
  io: CliIo,
  options: { json?: boolean } = {},
): void {
  for (const note of report.notes) {
    io.err(`o8: ${oneLine(note)}\n`);
  }
  if (options.json) {
    printJson(
      {
        ok: report.exitCode === EXIT.ok,
        ...report.data,
        problems: report.problems,
      },
      io,
    );
    return;
  }
  for (const problem of report.problems) {
    io.out(`${formatLine(problem, io)}\n`);
  }
  for (const line of report.table ? formatTable(report.table, io) : []) {
    io.out(`${line}\n`);
  }
  if (report.patch) {
    io.out(`${formatPatch(report.patch, io)}\n`);
  }
  for (const line of report.lines) {
    io.out(`${oneLine(line)}\n`);
  }
}

// JSON leaves some characters as they are that a terminal may obey, or not show.
const INVISIBLE = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Writes the one document of `--json`. */
export function printJson(document: object, io: CliIo): void {
  const text = JSON.stringify(document, undefined, 2);
  io.out(`${text.replace(INVISIBLE, escapeUnits)}\n`);
}

function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}

// The longer ones first.
const PATCH_STYLES: [string, Style][] = [
  ['diff ', 'bold'],
  ['--- ', 'bold'],
  ['+++ ', 'bold'],
  ['@@', 'cyan'],
  ['-', 'red'],
  ['+', 'green'],
];

/** For git as it is, byte by byte; for a terminal with what it could obey as numbers. */
function formatPatch(patch: string, io: CliIo): string {
  if (!io.terminal && !io.colors) {
    return patch;
  }
  return patch
    .split('\n')
    .map(line => {
      const style = PATCH_STYLES.find(([start]) => line.startsWith(start))?.[1];
      return paint(style, line.split('\t').map(oneLine).join('\t'), io);
    })
    .join('\n');
}

const STYLES: Record<Tone, Style | undefined> = {
  plain: undefined,
  bad: 'red',
  quiet: 'dim',
};

function formatTable({ head, rows }: Table, io: CliIo): string[] {
  const [headLine, ...lines] = alignRows([
    head,
    ...rows.map(({ cells }) => cells.map(oneLine)),
  ]);
  return [
    paint('bold', headLine, io),
    ...lines.map((line, index) => paint(STYLES[rows[index].tone], line, io)),
  ];
}

/** `file: path: message`, with the path only where there is one. */
function formatLine({ file, path, message }: FileProblem, io: CliIo): string {
  return [
    paint('bold', oneLine(file), io),
    ...(path ? [paint('yellow', oneLine(path), io)] : []),
    oneLine(message),
  ].join(': ');
}

function paint(style: Style | undefined, text: string, io: CliIo): string {
  // Whether there are colours was decided at the border.
  return io.colors && style
    ? styleText(style, text, { validateStream: false })
    : text;
}
