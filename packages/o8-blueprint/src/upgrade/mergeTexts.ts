import { diff3Merge } from 'node-diff3';
import { toLines, toText, type TextLines } from './TextLines';
import type { ConflictHunk } from './types';

/** The marks that git and editors know. */
const MARKS = {
  mine: '<<<<<<< this repository',
  base: '||||||| as it was written',
  middle: '=======',
  theirs: '>>>>>>> blueprint',
};

/** Three texts of one file. */
export interface MergeOptions {
  base: string;
  /** What the file has. */
  mine: string;
  /** What the blueprint says. */
  theirs: string;
}

/** A text with what both sides have changed; with marks around what contradicts. */
export interface MergedText {
  content: string;
  isClean: boolean;
  hunks: ConflictHunk[];
}

/**
 * Merges by lines. Changes that touch each other are a conflict: nothing is taken from
 * one side that the other might not have wanted beside its own.
 */
export function mergeTexts({ base, mine, theirs }: MergeOptions): MergedText {
  const [baseLines, mineLines, theirLines] = [base, mine, theirs].map(toLines);
  if (!baseLines || !mineLines || !theirLines) {
    // What is no text has no place for marks: the file stays as it is.
    return { content: mine, isClean: false, hunks: [] };
  }
  const lines: string[] = [];
  const hunks: ConflictHunk[] = [];
  for (const { ok, conflict } of diff3Merge(
    mineLines.lines,
    baseLines.lines,
    theirLines.lines,
  )) {
    if (ok) {
      lines.push(...ok);
    } else if (conflict) {
      const hunk = { base: conflict.o, mine: conflict.a, theirs: conflict.b };
      hunks.push(hunk);
      lines.push(...mark(hunk));
    }
  }
  const endsWithBreak =
    // A mark at the end is a line, whatever the sides have.
    lines.at(-1) === MARKS.theirs || mergeEnd(baseLines, mineLines, theirLines);
  return {
    content: toText({ lines, endsWithBreak }),
    isClean: hunks.length === 0,
    hunks,
  };
}

/** Of a yes or no that both have changed, both have made the same. */
function mergeEnd(base: TextLines, mine: TextLines, theirs: TextLines) {
  return mine.endsWithBreak === base.endsWithBreak
    ? theirs.endsWithBreak
    : mine.endsWithBreak;
}

function mark({ base, mine, theirs }: ConflictHunk): string[] {
  return [
    MARKS.mine,
    ...mine,
    MARKS.base,
    ...base,
    MARKS.middle,
    ...theirs,
    MARKS.theirs,
  ];
}
