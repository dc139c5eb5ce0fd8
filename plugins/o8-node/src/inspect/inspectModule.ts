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
import type { GitService } from '../git';
import { parseDocument } from '../landingZones/parseDocument';
import { fetchPlatform } from './platform';
import { withTemporaryFolder } from './withTemporaryFolder';

/**
 * What stands under the name of a module in a landing zone.
 *
 * @public
 */
export interface ModuleInspection {
  /** `ours`: its first commit is by the same module, landing zone and owner. */
  repository: 'absent' | 'empty' | 'ours' | 'foreign';
  /** `ours`: the platform repository has it with the same landing zone and owner. */
  entry: 'absent' | 'ours' | 'foreign';
  /** The lock file of the repository's first commit; given for `ours`. */
  repositoryLock?: ModuleLock;
  /** The approved spec; given for `ours`. */
  entrySpec?: ModuleSpec;
  /** Why something is `foreign`, as sentences. */
  reason?: string;
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
  const reasons = [repository.value.reason, entry.value.reason].filter(Boolean);
  return {
    ...repository.value,
    ...entry.value,
    reason: reasons.length ? reasons.join(' ') : undefined,
  };
}

type Repository = Pick<
  ModuleInspection,
  'repository' | 'repositoryLock' | 'reason'
>;

async function inspectRepository(
  options: InspectModuleOptions,
): Promise<Repository> {
  const { git, zone, name, signal } = options;
  const { branch } = zone.spec.git;
  const { cloneUrl, path } = moduleRepository(zone, name);
  const foreign = (why: string): Repository => ({
    repository: 'foreign',
    reason: `The repository ${path} exists and ${why}.`,
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
      path: '.o8/lock.json',
    });
    const lock = parseLock(text);
    if (!lock) {
      return foreign('was not begun by Orchestr8');
    }
    const difference = findDifference(options, {
      ...lock,
      name: lock.module,
    });
    return difference
      ? foreign(`belongs to ${difference}`)
      : { repository: 'ours', repositoryLock: lock };
  });
}

async function inspectEntry(
  options: InspectModuleOptions,
): Promise<Pick<ModuleInspection, 'entry' | 'entrySpec' | 'reason'>> {
  const { git, zone, signal, name } = options;
  const remote = git.connect(zone, { signal });
  const folder = `modules/${name}`;
  const path = `${folder}/module.yaml`;
  return withTemporaryFolder(async directory => {
    const revision = await fetchPlatform({ remote, zone, directory });
    const at = { directory, revision };
    const paths = await remote.listFilesAt({ ...at, under: folder });
    return paths.length === 0
      ? { entry: 'absent' }
      : judgeEntry(await remote.readFileAt({ ...at, path }), options);
  });
}

function judgeEntry(
  text: string | undefined,
  options: InspectModuleOptions,
): Pick<ModuleInspection, 'entry' | 'entrySpec' | 'reason'> {
  const foreign = (why: string) => ({
    entry: 'foreign' as const,
    reason: `The platform repository has modules/${options.name} and it ${why}.`,
  });
  if (text === undefined) {
    return foreign('has no module.yaml');
  }
  const document = parseDocument(text);
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
    ? foreign(`belongs to ${difference}`)
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
