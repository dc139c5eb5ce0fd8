import { styleText } from 'node:util';
import type { CliIo } from './CliIo';
import type { FileProblem } from './FileProblem';
import { oneLine } from './oneLine';
import { EXIT, type Report } from './Report';

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
  for (const line of report.lines) {
    io.out(`${oneLine(line)}\n`);
  }
}

/** Writes the one document of `--json`. */
export function printJson(document: object, io: CliIo): void {
  io.out(`${JSON.stringify(document, undefined, 2)}\n`);
}

/** `file: path: message`, with the path only where there is one. */
function formatLine({ file, path, message }: FileProblem, io: CliIo): string {
  const style = (how: Style, text: string) =>
    // Whether there are colours was decided at the border.
    io.colors ? styleText(how, text, { validateStream: false }) : text;
  return [
    style('bold', oneLine(file)),
    ...(path ? [style('yellow', oneLine(path))] : []),
    oneLine(message),
  ].join(': ');
}
