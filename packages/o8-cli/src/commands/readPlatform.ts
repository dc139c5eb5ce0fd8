import { parsePlatform, type Platform } from '@orchestr8/o8-blueprint';
import path from 'node:path';
import { lstatIfPresent } from '../files/compareTree';
import { readRepository } from '../files/readRepository';
import { APPROVED_SCOPE } from '../files/scopes';
import { inRepository, ofFile } from '../FileProblem';
import type { Input } from './readInput';

/** Reads what a platform repository has approved, and the files that entries share. */
export async function readPlatform(
  cwd: string,
  label: string,
): Promise<Input<Platform>> {
  const folder = path.resolve(cwd, label);
  const read = await readRepository({ folder, label, scope: APPROVED_SCOPE });
  const modules = await lstatIfPresent(path.join(folder, 'modules'));
  if (!read.problems.length && !modules) {
    // Of a wrong folder, all names would be free.
    const message = 'is no platform repository: it has no folder "modules"';
    return { ok: false, problems: [ofFile(label, 'unreadable', message)] };
  }
  // Names that could not be read could not be compared.
  if (read.problems.length) {
    return { ok: false, problems: read.problems };
  }
  const platform = parsePlatform(read.files);
  return platform.ok
    ? platform
    : { ok: false, problems: inRepository(label, platform.problems) };
}
