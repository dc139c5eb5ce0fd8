import type { Result } from '@orchestr8/o8-blueprint';
import path from 'node:path';
import { inFile, ofFile, type FileProblem } from '../FileProblem';
import { readText } from '../files/readText';

/** What a file says, or what is wrong with it. */
export type Input<T> =
  | { ok: true; value: T }
  | { ok: false; problems: FileProblem[] };

/** Reads and parses a file that the command line names. */
export async function readInput<T>(options: {
  cwd: string;
  /** As it was typed. */
  file: string;
  parse(text: string): Result<T>;
}): Promise<Input<T>> {
  const { cwd, file, parse } = options;
  const text = await readText(path.resolve(cwd, file));
  if (!text.ok) {
    return { ok: false, problems: [ofFile(file, 'unreadable', text.reason)] };
  }
  const parsed = parse(text.value);
  return parsed.ok
    ? parsed
    : { ok: false, problems: inFile(file, parsed.problems) };
}
