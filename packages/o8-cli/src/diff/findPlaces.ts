import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { lstatIfPresent } from '../files/compareTree';
import { ofFile } from '../FileProblem';
import type { Input } from '../commands/readInput';

/** Where the generated files of a module are. */
export interface Place {
  part: 'module' | 'platform';
  /** The root of its repository, as it was typed. */
  root: string;
  /** Paths below the root. */
  spec: string;
  lock: string;
}

/** A module's repository, an entry of a platform repository, or all of its entries. */
export async function findPlaces(
  cwd: string,
  target: string,
): Promise<Input<Place[]>> {
  const at = path.resolve(cwd, target);
  const stat = await lstatIfPresent(at);
  if (!stat?.isDirectory()) {
    const message = stat ? 'is not a folder' : 'does not exist';
    return { ok: false, problems: [ofFile(target, 'unreadable', message)] };
  }
  // Also what is a link or a folder: reading it says so, and nothing is passed over.
  const isThere = async (...names: string[]) =>
    Boolean(await lstatIfPresent(path.join(at, ...names)));
  if (await isThere('o8.yaml')) {
    const files = { spec: 'o8.yaml', lock: '.o8/lock.json' };
    return { ok: true, value: [{ part: 'module', root: target, ...files }] };
  }
  if (
    path.basename(path.dirname(at)) === 'modules' &&
    ((await isThere('module.yaml')) || (await isThere('lock.json')))
  ) {
    const root = path.join(target, '../..');
    return { ok: true, value: [toEntry(root, path.basename(at))] };
  }
  const folder = await lstatIfPresent(path.join(at, 'modules'));
  const entries = folder?.isDirectory()
    ? await readdir(path.join(at, 'modules'), { withFileTypes: true })
    : [];
  const names = entries
    .filter(each => each.isDirectory())
    .map(each => each.name);
  const value: Place[] = [];
  for (const name of names.sort()) {
    const isEntry =
      (await isThere('modules', name, 'module.yaml')) ||
      (await isThere('modules', name, 'lock.json'));
    if (isEntry) {
      value.push(toEntry(target, name));
    }
  }
  const message =
    'is no module repository (o8.yaml), and neither a platform repository with entries (modules/<name>/module.yaml) nor one of them';
  return value.length
    ? { ok: true, value }
    : { ok: false, problems: [ofFile(target, 'unreadable', message)] };
}

function toEntry(root: string, name: string): Place {
  const directory = `modules/${name}`;
  return {
    part: 'platform',
    root,
    spec: `${directory}/module.yaml`,
    lock: `${directory}/lock.json`,
  };
}
