import type { RenderedFile } from '@orchestr8/o8-blueprint';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lstatIfPresent, resolveBelow } from './compareTree';

interface Move {
  from: string;
  to: string;
  /** Where what was there waits until everything is done. */
  backup?: string;
}

/**
 * Writes all files or none: they are written aside first, so that a full disk or a
 * missing right shows before anything is touched, and are then moved into place. A move
 * that fails takes back those before it.
 */
export async function writeTree(
  folder: string,
  files: RenderedFile[],
): Promise<void> {
  const base = await findExisting(folder);
  // Inside, not beside: a folder may be a disk of its own, and moves do not cross disks.
  const stage = await mkdtemp(path.join(base, '.o8-'));
  try {
    const staged = path.join(stage, 'new');
    for (const file of files) {
      await writeStaged(staged, path.relative(base, folder), file);
    }
    const targets = files.map(file => resolveBelow(folder, file.path));
    await moveAll(await planMoves({ base, stage, targets }));
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** The folder itself, or the nearest one above it that is there. */
async function findExisting(folder: string): Promise<string> {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((await lstatIfPresent(at)) || at === path.dirname(at)) {
      return at;
    }
  }
}

async function writeStaged(
  staged: string,
  below: string,
  { path: filePath, content, mode }: RenderedFile,
): Promise<void> {
  const target = resolveBelow(path.join(staged, below), filePath);
  await mkdir(path.dirname(target), { recursive: true });
  const fileMode = mode === '100755' ? 0o777 : 0o666;
  await writeFile(target, content, { mode: fileMode, flag: 'wx' });
}

/** New folders are moved as a whole: the less moves, the less can fail between two. */
async function planMoves(options: {
  base: string;
  stage: string;
  targets: string[];
}): Promise<Move[]> {
  const { base, stage, targets } = options;
  const moves = new Map<string, Move>();
  for (const target of targets) {
    const names = path.relative(base, target).split(path.sep);
    let to = base;
    let there = await lstatIfPresent(to);
    for (const name of names) {
      to = path.join(to, name);
      there = await lstatIfPresent(to);
      if (!there) {
        break;
      }
    }
    if (there && !there.isFile()) {
      // What is moved away is removed in the end.
      throw new Error(`${to} is not a file`);
    }
    const relative = path.relative(base, to);
    moves.set(to, {
      from: path.join(stage, 'new', relative),
      to,
      backup: there ? path.join(stage, 'old', relative) : undefined,
    });
  }
  return [...moves.values()];
}

async function moveAll(moves: Move[]): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { from, to, backup } of moves) {
      if (backup) {
        await mkdir(path.dirname(backup), { recursive: true });
        await rename(to, backup);
        undo.push(() => rename(backup, to));
      }
      await rename(from, to);
      undo.push(() => rm(to, { recursive: true, force: true }));
    }
  } catch (error) {
    for (const step of undo.reverse()) {
      await step();
    }
    throw error;
  }
}
