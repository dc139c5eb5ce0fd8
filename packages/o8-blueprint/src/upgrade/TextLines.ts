/** More lines than any file that people merge; comparing them would take minutes. */
const MOST_LINES = 5_000;

/**
 * A text as lines without their ends. What ends the last line is told apart, so that
 * a missing one is no difference between two last lines.
 */
export interface TextLines {
  lines: string[];
  /** Absent where there is no line. */
  endsWithBreak?: boolean;
}

/** The lines of a text; undefined for what is no text, or too much of it. */
export function toLines(text: string): TextLines | undefined {
  if (text.includes('\0')) {
    return undefined;
  }
  if (text === '') {
    return { lines: [] };
  }
  const endsWithBreak = text.endsWith('\n');
  const lines = (endsWithBreak ? text.slice(0, -1) : text).split('\n');
  return lines.length > MOST_LINES ? undefined : { lines, endsWithBreak };
}

/** The text again. */
export function toText({ lines, endsWithBreak = true }: TextLines): string {
  return lines.length > 0
    ? `${lines.join('\n')}${endsWithBreak ? '\n' : ''}`
    : '';
}

/** Whether each line of a text ends as on Windows, and there is one. */
export function hasWindowsBreaks(text: string): boolean {
  return text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
}

/** A text with the line breaks of git. */
export function toGitBreaks(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** A text with the line breaks of Windows. */
export function toWindowsBreaks(text: string): string {
  return toGitBreaks(text).replaceAll('\n', '\r\n');
}
