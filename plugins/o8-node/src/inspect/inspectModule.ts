import { InputError } from '@backstage/errors';
import {
  findNameProblem,
  moduleLockSchema,
  moduleRepository,
  moduleSpecSchema,
  type LandingZone,
  type ModuleLock,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type { GitFile, GitService } from '../git';
import { withTemporaryFolder } from '../git/withTemporaryFolder';
import { parseDocument } from '../landingZones/parseDocument';
import { isAsLocked, LOCKED_FOLDERS } from './isAsLocked';
import { readPlatform } from './platform';

/**
 * What stands under the name of a module in a landing zone.
 *
 * @public
 */
export interface ModuleInspection {
  /**
   * `ours`: its first commit is by the same module, landing zone and owner, and as it was
   * generated but for what a template has added.
   */
  repository: 'absent' | 'empty' | 'ours' | 'foreign';
  /** `ours`: the platform repository has it with the same landing zone and owner. */
  entry: 'absent' | 'ours' | 'foreign';
  /** The lock file of the repository's first commit; given for `ours`. */
  repositoryLock?: ModuleLock;
  /** The approved spec; given for `ours`. */
  entrySpec?: ModuleSpec;
  /** Why something is `foreign`, as sentences for everybody. */
  reason?: string;
  /** Whose it is. Not everybody may know that: for logs of the backend only. */
  details?: string;
}

/** What the inspection of a name needs. @public */
export interface InspectModuleOptions {
  git: GitService;
  zone: LandingZone;
  name: string;
  /** Where it is given, what belongs to somebody else is `foreign`. */
  owner?: string;
  signal?: AbortSignal;
}

/**
 * Looks at the repository and at the entry of a name. What cannot be reached throws; a
 * name that no module may have is an InputError.
 *
 * @public
 */
export async function inspectModule(
  options: InspectModuleOptions,
): Promise<ModuleInspection> {
  const { zone, name } = options;
  const problem = findNameProblem(name, zone);
  if (problem) {
    throw new InputError(`The name ${JSON.stringify(name)} ${problem}`);
  }
  // Both to their end: nothing of it is left on the disk when this one has failed.
  const [repository, entry] = await Promise.allSettled([
    inspectRepository(options),
    inspectEntry(options),
  ]);
  if (repository.status === 'rejected') {
    throw repository.reason;
  }
  if (entry.status === 'rejected') {
    throw entry.reason;
  }
  const join = (part: 'reason' | 'details') =>
    [repository.value[part], entry.value[part]].filter(Boolean).join(' ') ||
    undefined;
  return {
    ...repository.value,
    ...entry.value,
    reason: join('reason'),
    details: join('details'),
  };
}

type Repository = Pick<
  ModuleInspection,
  'repository' | 'repositoryLock' | 'reason' | 'details'
>;

type Entry = Pick<
  ModuleInspection,
  'entry' | 'entrySpec' | 'reason' | 'details'
>;

const OTHER = 'belongs to another module, owner or landing zone';
const LOCK_PATH = '.o8/lock.json';

async function inspectRepository(
  options: InspectModuleOptions,
): Promise<Repository> {
  const { git, zone, name, signal } = options;
  const { branch } = zone.spec.git;
  const { cloneUrl, path } = moduleRepository(zone, name);
  const foreign = (why: string, whose?: string): Repository => ({
    repository: 'foreign',
    reason: `The repository ${path} exists and ${why}.`,
    details: whose && `The repository ${path} belongs to ${whose}.`,
  });
  const remote = git.connect(zone, { signal });
  const refs = await remote.listRefs(cloneUrl);
  if (!refs) {
    return { repository: 'absent' };
  }
  if (refs.size === 0) {
    return { repository: 'empty' };
  }
  if (!refs.has(`refs/heads/${branch}`)) {
    return foreign(`has no branch "${branch}"`);
  }
  return withTemporaryFolder(async directory => {
    const revision = await remote.clone({
      url: cloneUrl,
      directory,
      branch,
      blobless: true,
      checkout: false,
    });
    const [root, ...others] = await remote.rootCommits({ directory, revision });
    if (others.length) {
      return foreign('has more than one first commit');
    }
    const text = await remote.readFileAt({
      directory,
      revision: root,
      path: LOCK_PATH,
    });
    const lock = parseLock(text);
    if (!lock) {
      return foreign('was not begun by Orchestr8');
    }
    const entries = await remote.listTreeAt({ directory, revision: root });
    if (!isAsLocked({ lock, lockPath: LOCK_PATH, entries, mayAdd })) {
      return foreign('its first commit is not what Orchestr8 has generated');
    }
    const difference = findDifference(options, {
      ...lock,
      name: lock.module,
    });
    return difference
      ? foreign(OTHER, difference)
      : { repository: 'ours', repositoryLock: lock };
  });
}

/** Templates may add files, but nothing to what is deployed. */
function mayAdd(path: string): boolean {
  return !LOCKED_FOLDERS.some(folder => path.startsWith(`${folder}/`));
}

async function inspectEntry(options: InspectModuleOptions): Promise<Entry> {
  const { files } = await readPlatform(options);
  const folder = `modules/${options.name}`;
  const entry = files.filter(
    ({ path }) => path === folder || path.startsWith(`${folder}/`),
  );
  return entry.length === 0 ? { entry: 'absent' } : judgeEntry(entry, options);
}

function judgeEntry(files: GitFile[], options: InspectModuleOptions): Entry {
  const what = `modules/${options.name}`;
  const foreign = (why: string, whose?: string): Entry => ({
    entry: 'foreign',
    reason: `The platform repository has ${what} and it ${why}.`,
    details: whose && `The entry ${what} belongs to ${whose}.`,
  });
  const path = `modules/${options.name}/module.yaml`;
  const file = files.find(found => found.path === path);
  if (!file) {
    return foreign('has no module.yaml');
  }
  const document = parseDocument(file.content);
  const spec = document.ok && moduleSpecSchema.safeParse(document.value).data;
  if (!spec) {
    return foreign('has a module.yaml that this version cannot read');
  }
  const difference = findDifference(options, {
    name: spec.metadata.name,
    owner: spec.metadata.owner,
    landingZone: spec.spec.landingZone,
  });
  return difference
    ? foreign(OTHER, difference)
    : { entry: 'ours', entrySpec: spec };
}

function parseLock(text: string | undefined): ModuleLock | undefined {
  try {
    return moduleLockSchema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    // Not JSON: not ours, which is what the caller says then.
    return undefined;
  }
}

/** Whose something is, if it is not what was asked for. */
function findDifference(
  { name, zone, owner }: InspectModuleOptions,
  found: { name: string; landingZone: string; owner: string },
): string | undefined {
  if (found.name !== name) {
    return `the module "${found.name}"`;
  }
  if (found.landingZone !== zone.metadata.name) {
    return `the landing zone "${found.landingZone}"`;
  }
  // References of entities are compared without case.
  return owner && found.owner.toLowerCase() !== owner.toLowerCase()
    ? `"${found.owner}"`
    : undefined;
}
