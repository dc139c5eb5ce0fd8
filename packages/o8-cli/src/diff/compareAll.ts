import type { Platform } from '@orchestr8/o8-blueprint';
import path from 'node:path';
import type { Input } from '../commands/readInput';
import type { FileProblem } from '../FileProblem';
import { readText } from '../files/readText';
import {
  comparePlace,
  type ComparedUpgrade,
  type CompareOptions,
  type PlaceUpgrade,
} from './comparePlace';
import type { Place } from './findPlaces';

/** What rendering would change at several places of one repository. */
export interface Compared {
  upgrades: (PlaceUpgrade & { place: Place })[];
  /** Files of a platform repository that its entries share. */
  shared: ComparedUpgrade[];
}

/** Compares one place after the other; every problem of all at once. */
export async function compareAll(
  places: Place[],
  options: CompareOptions,
): Promise<Input<Compared>> {
  const upgrades: Compared['upgrades'] = [];
  const problems: FileProblem[] = [];
  const shared = new Map<string, ComparedUpgrade>();
  let { platform } = options;
  for (const place of places) {
    const compared = await comparePlace(place, { ...options, platform });
    if (!compared.ok) {
      problems.push(...compared.problems);
      continue;
    }
    upgrades.push({ ...compared.value, place });
    for (const file of compared.value.shared) {
      const at = path.resolve(options.cwd, place.root, file.path);
      const known = shared.get(file.path);
      const current = known ? known.current : await readIfText(at);
      shared.set(file.path, toShared(file, current));
      platform = withShared(platform, file);
    }
  }
  return problems.length
    ? { ok: false, problems }
    : { ok: true, value: { upgrades, shared: [...shared.values()] } };
}

async function readIfText(at: string): Promise<string | undefined> {
  const text = await readText(at);
  return text.ok ? text.value : undefined;
}

/** An edit of a file that belongs to all: what others wrote is in it. */
function toShared(
  { path: at, content }: { path: string; content: string },
  current: string | undefined,
): ComparedUpgrade {
  if (current === content) {
    return { path: at, action: 'unchanged', content, current };
  }
  const action = current === undefined ? 'create' : 'replace';
  return { path: at, action, content, current };
}

/** The next entry is added to what this one has written. */
function withShared(
  platform: Platform | undefined,
  file: { path: string; content: string },
): Platform | undefined {
  return (
    platform && {
      ...platform,
      shared: [
        ...(platform.shared ?? []).filter(({ path: at }) => at !== file.path),
        file,
      ],
    }
  );
}
