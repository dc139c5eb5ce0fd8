import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/**
 * Runs something with an empty folder that is removed after it. Git never runs in the
 * workspace: other steps can write there, also into a `.git`, which git would obey.
 */
export async function withFolder<T>(
  fn: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'o8-scaffolder-'));
  try {
    return await fn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
