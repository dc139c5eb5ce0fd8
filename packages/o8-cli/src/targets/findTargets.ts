import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { lstatIfPresent } from '../files/compareTree';
import { readText } from '../files/readText';
import { ofFile, type FileProblem } from '../FileProblem';
import { describeSystemError } from '../toSentence';
import type { Target } from './Target';

const MAX_FOLDERS = 20_000;
// Documents of others lie in the same folders: only ours are looked at.
const IS_OURS = /apiVersion["']?\s*:\s*["']?orchestr8\.io\//;

/** What there is to check at a path. */
export interface FoundTargets {
  targets: Target[];
  problems: FileProblem[];
  /** Links that were not followed. */
  links: string[];
}

interface Place {
  at: string;
  label: string;
}

/** Finds what there is to check: the path itself, or everything known below it. */
export async function findTargets(place: Place): Promise<FoundTargets> {
  const found: FoundTargets = { targets: [], problems: [], links: [] };
  const fail = ({ label }: Place, message: string) => {
    found.problems.push(ofFile(label, 'unreadable', message));
  };
  let count = 0;

  const stat = await lstatIfPresent(place.at);
  if (!stat) {
    fail(place, 'does not exist');
  } else if (stat.isSymbolicLink()) {
    fail(place, 'is a symbolic link, and these are not followed');
  } else if (stat.isDirectory()) {
    await findInFolder(place);
  } else {
    // Whoever names a file says that it is ours.
    found.targets.push({ ...place, what: 'document' });
  }
  return found;

  async function findInFolder(folder: Place): Promise<void> {
    count += 1;
    if (count > MAX_FOLDERS) {
      throw new Error(`${place.label} has more than ${MAX_FOLDERS} folders`);
    }
    let entries: Dirent[];
    try {
      entries = await readdir(folder.at, { withFileTypes: true });
    } catch (error) {
      fail(folder, `cannot be read: ${describeSystemError(error)}`);
      return;
    }
    const what = await findRepository(folder, entries);
    if (what.length) {
      found.targets.push(...what.map(kind => ({ ...folder, what: kind })));
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      await findInEntry(entry, {
        at: path.join(folder.at, entry.name),
        label: path.join(folder.label, entry.name),
      });
    }
  }

  async function findInEntry(entry: Dirent, child: Place): Promise<void> {
    const isYaml = /\.ya?ml$/.test(entry.name);
    if (entry.isSymbolicLink()) {
      found.links.push(child.label);
    } else if (entry.isDirectory()) {
      // Hidden folders belong to tools, and dependencies to others.
      if (!entry.name.startsWith('.') && entry.name !== 'node_modules') {
        await findInFolder(child);
      }
    } else if (isYaml) {
      const text = await readText(child.at);
      if (!text.ok) {
        fail(child, text.reason);
      } else if (IS_OURS.test(text.value)) {
        found.targets.push({ ...child, what: 'document' });
      }
    }
  }
}

/** Which repositories a folder is: by the files that only they have. */
async function findRepository(
  { at }: Place,
  entries: Dirent[],
): Promise<Exclude<Target['what'], 'document'>[]> {
  const has = (name: string) => entries.some(entry => entry.name === name);
  const hasFolder = (name: string) =>
    entries.some(entry => entry.name === name && entry.isDirectory());
  const isThere = async (file: string) =>
    Boolean(await lstatIfPresent(path.join(at, file)));
  // Also one of which the other half is missing: that is a problem to tell.
  const isModule =
    has('o8.yaml') || (hasFolder('.o8') && (await isThere('.o8/lock.json')));
  const isPlatform =
    hasFolder('modules') &&
    ((await isThere('bootstrap/root.yaml')) ||
      (await isThere('modules/o8-platform/app-project.yaml')) ||
      (await hasEntry(path.join(at, 'modules'))));
  return [
    ...(isModule ? (['module repository'] as const) : []),
    ...(isPlatform ? (['platform repository'] as const) : []),
  ];
}

/** Whether a module is approved there. */
async function hasEntry(modules: string): Promise<boolean> {
  for (const entry of await readdir(modules, { withFileTypes: true })) {
    const file = path.join(modules, entry.name, 'module.yaml');
    if (entry.isDirectory() && (await lstatIfPresent(file))) {
      return true;
    }
  }
  return false;
}
