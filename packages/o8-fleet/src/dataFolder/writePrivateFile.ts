import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
const FOR_ALL_TO_READ = 0o644;

/** Creates the data folder, closed to everybody else. */
export async function createDataFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
}

/** Writes a file that only its owner can read, whole or not at all. */
export function writePrivateFile(file: string, text: string): Promise<void> {
  return replaceFile(file, text, OWNER_ONLY_FILE);
}

/** Writes a file that everybody may read, whole or not at all. */
export function writePublicFile(file: string, text: string): Promise<void> {
  return replaceFile(file, text, FOR_ALL_TO_READ);
}

async function replaceFile(file: string, text: string, mode: number) {
  const folder = path.dirname(file);
  const part = path.join(folder, `.${path.basename(file)}.${randomUUID()}`);
  await writeFile(part, text, { mode });
  // The umask may have taken away from the mode.
  await chmod(part, mode);
  await rename(part, file);
}
