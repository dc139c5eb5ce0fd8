import type { Result } from '@orchestr8/o8-blueprint';
import {
  moduleLockSchema,
  toProblems,
  type ModuleLock,
} from '@orchestr8/backstage-plugin-o8-common';
import path from 'node:path';
import { readInput, type Input } from '../commands/readInput';
import { lstatIfPresent } from '../files/compareTree';

/** Reads a lock file; undefined where there is none. */
export async function readLock(
  cwd: string,
  file: string,
): Promise<Input<ModuleLock | undefined>> {
  return (await lstatIfPresent(path.resolve(cwd, file)))
    ? readInput({ cwd, file, parse: parseLock })
    : { ok: true, value: undefined };
}

function parseLock(text: string): Result<ModuleLock> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const problem = {
      path: '',
      message: 'is not JSON',
      kind: 'invalid',
    } as const;
    return { ok: false, problems: [problem] };
  }
  const parsed = moduleLockSchema.safeParse(json);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: toProblems(parsed.error) };
}
