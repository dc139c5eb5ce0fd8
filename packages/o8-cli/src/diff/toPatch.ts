import { formatPatch, structuredPatch, type StructuredPatchHunk } from 'diff';
import type { ComparedUpgrade } from './comparePlace';

/**
 * Texts that have nothing in common take minutes, and nobody reads that difference. A
 * number and no time: the same texts give the same patch on every machine.
 */
const MOST_EDITS = 1_000;
const CONTEXT_LINES = 3;

/** What an upgrade does to a file, as git writes it. Empty where nothing is done. */
export function toPatch(file: ComparedUpgrade): string {
  const { path, current, content, mode } = file;
  if (current === content && !mode) {
    return '';
  }
  const names = { from: `a/${path}`, to: `b/${path}` };
  const isCreate = current === undefined;
  const isDelete = content === undefined;
  return formatPatch({
    oldFileName: isCreate ? '/dev/null' : names.from,
    newFileName: isDelete ? '/dev/null' : names.to,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: toHunks(current ?? '', content ?? ''),
    isGit: true,
    isCreate,
    isDelete,
    ...(mode && { oldMode: mode.from, newMode: mode.to }),
  });
}

function toHunks(current: string, content: string): StructuredPatchHunk[] {
  const options = { context: CONTEXT_LINES, maxEditLength: MOST_EDITS };
  const patch = structuredPatch('', '', current, content, '', '', options);
  return patch ? patch.hunks : [replaceAll(current, content)];
}

/** All lines away, all lines anew: it says little, and applies as well. */
function replaceAll(current: string, content: string): StructuredPatchHunk {
  const before = toLines(current, '-');
  const after = toLines(content, '+');
  return {
    oldStart: 1,
    oldLines: before.count,
    newStart: 1,
    newLines: after.count,
    lines: [...before.lines, ...after.lines],
  };
}

function toLines(
  text: string,
  sign: '-' | '+',
): { lines: string[]; count: number } {
  const parts = text.split('\n');
  const end = parts.pop();
  const lines = parts.map(line => `${sign}${line}`);
  return end
    ? {
        lines: [...lines, `${sign}${end}`, '\\ No newline at end of file'],
        count: lines.length + 1,
      }
    : { lines, count: lines.length };
}
