import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  Budget,
  isReadable,
  LIMITS,
  tooMuch,
  type SnapshotFile,
} from './SnapshotFile';

/** The files below a directory, in the order of their names. Links are not followed. */
export async function* readDirectory(
  directory: string,
): AsyncGenerator<SnapshotFile> {
  yield* walk(directory, '', 0, new Budget());
}

async function* walk(
  root: string,
  parent: string,
  depth: number,
  budget: Budget,
): AsyncGenerator<SnapshotFile> {
  if (depth > LIMITS.depth) {
    throw tooMuch(`directories deeper than ${LIMITS.depth}`);
  }
  const entries = await readdir(path.join(root, parent), {
    withFileTypes: true,
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const name = parent ? `${parent}/${entry.name}` : entry.name;
    if (entry.name.startsWith('.')) {
      continue;
    }
    if (entry.isDirectory()) {
      yield* walk(root, name, depth + 1, budget);
    } else if (entry.isFile() && isReadable(name)) {
      const file = path.join(root, name);
      const { size: bytes, mtimeMs: modifiedMs } = await lstat(file);
      budget.take({ bytes });
      yield { name, bytes, modifiedMs, read: () => readText(file) };
    }
  }
}

// Opened without following, because it may have become a link since it was listed.
async function readText(file: string): Promise<string> {
  // eslint-disable-next-line no-bitwise -- flags of open(2) are bits
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  const handle = await open(file, flags);
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > LIMITS.fileBytes) {
      throw tooMuch(`it is longer than ${LIMITS.fileBytes} bytes`);
    }
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
