import { randomBytes } from 'node:crypto';
import { chmod, rename, rm, stat, writeFile } from 'node:fs/promises';

/**
 * Another content for a file that is there: whoever reads it sees the old one or the new
 * one, and never a part. Its rights stay.
 */
export async function replaceFile(
  file: string,
  content: string,
): Promise<void> {
  const { mode } = await stat(file);
  // Beside it: moves do not cross disks.
  const aside = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(aside, content, { flag: 'wx', mode: mode & 0o777 });
    // The umask has taken some away.
    await chmod(aside, mode & 0o777);
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
