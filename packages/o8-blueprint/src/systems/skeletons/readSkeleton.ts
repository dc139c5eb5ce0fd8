import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Runtime } from '../pipelines/toPipeline';

/** The templates and lockfiles of a runtime: they belong to this package, as its code does. */
export interface Skeleton {
  /** By path in the repository of a module. */
  files: ReadonlyMap<string, string>;
  /** By the features that decide which libraries there are, then by path. */
  locks: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const PACKAGE = '@orchestr8/o8-blueprint/package.json';
const known = new Map<Runtime, Skeleton>();

/** Reads the skeleton of a runtime, once. */
export function readSkeleton(runtime: Runtime): Skeleton {
  const before = known.get(runtime);
  if (before) {
    return before;
  }
  const folder = path.join(
    path.dirname(require.resolve(PACKAGE)),
    'skeletons',
    runtime,
  );
  const locks = path.join(folder, 'locks');
  const skeleton = {
    files: readFolder(path.join(folder, 'files')),
    locks: new Map(
      listFolders(locks).map(name => [
        name,
        readFolder(path.join(locks, name)),
      ]),
    ),
  };
  known.set(runtime, skeleton);
  return skeleton;
}

function listFolders(folder: string): string[] {
  return readdirSync(path.dirname(folder)).includes(path.basename(folder))
    ? readdirSync(folder).sort()
    : [];
}

function readFolder(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.join(entry.parentPath, entry.name))
      .sort()
      .map(file => [
        toRepositoryPath(path.relative(folder, file)),
        readFileSync(file, 'utf8'),
      ]),
  );
}

/** npm leaves files such as `.gitignore` out of packages: they are called `dot.gitignore` here. */
function toRepositoryPath(file: string): string {
  return file
    .split(path.sep)
    .map(part => part.replace(/^dot\./, '.'))
    .join('/');
}
