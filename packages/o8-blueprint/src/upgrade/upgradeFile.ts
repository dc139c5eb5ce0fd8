import type { ModuleLock } from '@orchestr8/backstage-plugin-o8-common';
import { blobId } from '../plan/planLock';
import type { RenderedFile } from '../types';
import { mergeTexts } from './mergeTexts';
import { hasWindowsBreaks, toGitBreaks, toWindowsBreaks } from './TextLines';
import type { CurrentFile, UpgradedFile } from './types';

/** The sides of one file; at least one of them is there. */
export interface FileSides {
  path: string;
  /** As first written. */
  locked?: ModuleLock['files'][string];
  current?: CurrentFile;
  planned?: RenderedFile;
  /** Its text as first written, where that is still known. */
  base?: string;
  restoreDeleted: boolean;
}

type Outcome = Pick<UpgradedFile, 'action' | 'content' | 'hunks'>;

/** What becomes of one file; undefined where nobody knows it any more. */
export function upgradeFile(sides: FileSides): UpgradedFile | undefined {
  const { path, locked, current, planned } = sides;
  if (!current) {
    const outcome = planned && decideAbsent(planned, sides);
    return outcome && { path, ...outcome };
  }
  if (!planned) {
    const outcome = locked && decideUnplanned(current, locked);
    return outcome && { path, ...outcome };
  }
  const outcome = decidePresent({ ...sides, current, planned });
  const mode = decideMode({ locked, current, planned });
  return { path, ...outcome, ...(mode && { mode }) };
}

function decideAbsent(
  { content }: RenderedFile,
  { locked, restoreDeleted }: FileSides,
): Outcome {
  return locked && !restoreDeleted
    ? { action: 'deleted' }
    : { action: 'create', content };
}

function decideUnplanned(
  { content }: CurrentFile,
  { blob }: ModuleLock['files'][string],
): Outcome {
  return isWritten(content, blob)
    ? { action: 'delete' }
    : { action: 'kept', content };
}

function decidePresent(
  sides: FileSides & { current: CurrentFile; planned: RenderedFile },
): Outcome {
  const { locked, base } = sides;
  const mine = sides.current.content;
  const theirs = sides.planned.content;
  const isSaidAlready = isSame(mine, theirs);
  if (locked && blobId(theirs) === locked.blob) {
    return { action: 'unchanged', content: mine };
  }
  if (isSaidAlready) {
    return { action: 'equal', content: mine };
  }
  if (locked && isWritten(mine, locked.blob)) {
    return { action: 'replace', content: withBreaksOf(mine, theirs, locked) };
  }
  return locked && base !== undefined
    ? merge({ base, mine, theirs })
    : { action: 'no base', content: mine };
}

function merge(texts: { base: string; mine: string; theirs: string }): Outcome {
  // A checkout on Windows: the lines are the same, and only their ends are not.
  const isWindows =
    hasWindowsBreaks(texts.mine) && !hasWindowsBreaks(texts.base);
  const { content, isClean, hunks } = mergeTexts(
    isWindows ? { ...texts, mine: toGitBreaks(texts.mine) } : texts,
  );
  const text = isWindows ? toWindowsBreaks(content) : content;
  return isClean
    ? { action: 'merge', content: text }
    : { action: 'conflict', content: text, hunks };
}

/** Whether a file says what is planned, also in a checkout on Windows. */
export function isSame(mine: string, theirs: string): boolean {
  return (
    mine === theirs || (hasWindowsBreaks(mine) && toGitBreaks(mine) === theirs)
  );
}

/** Whether a text is that of the blob, as git or as a checkout on Windows has it. */
function isWritten(text: string, blob: string): boolean {
  return (
    blobId(text) === blob ||
    (hasWindowsBreaks(text) && blobId(toGitBreaks(text)) === blob)
  );
}

function withBreaksOf(
  mine: string,
  theirs: string,
  { blob }: ModuleLock['files'][string],
): string {
  return blobId(mine) === blob ? theirs : toWindowsBreaks(theirs);
}

/** What may be run is a side of its own: the team's change stays, as in the text. */
function decideMode({
  locked,
  current,
  planned,
}: Required<Pick<FileSides, 'current' | 'planned'>> &
  Pick<FileSides, 'locked'>): UpgradedFile['mode'] {
  const { mode: from } = current;
  const isTheTeams = !locked || locked.mode !== from;
  return from === undefined || isTheTeams || planned.mode === from
    ? undefined
    : { from, to: planned.mode };
}
