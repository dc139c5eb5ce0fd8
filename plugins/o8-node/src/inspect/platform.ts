import { NotFoundError } from '@backstage/errors';
import {
  platformRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import type { GitFile, GitRemote, GitService } from '../git';
import { withTemporaryFolder } from './withTemporaryFolder';

/** The platform repository at one commit. @public */
export interface PlatformSnapshot {
  commit: string;
  /** All files below `modules/`, for `parsePlatform` of the blueprint. */
  files: GitFile[];
}

/** What reading a platform repository needs. @public */
export interface PlatformOptions {
  git: GitService;
  zone: LandingZone;
  signal?: AbortSignal;
}

/**
 * Clones the platform repository of a landing zone into a directory that is empty or not
 * there yet, and reads what it holds. A NotFoundError where it has no such repository or
 * branch: creating it is not a matter of modules.
 *
 * @public
 */
export async function clonePlatform(
  options: PlatformOptions & {
    directory: string;
    /** `false`: nothing is written beside `.git`. */
    checkout?: boolean;
  },
): Promise<PlatformSnapshot> {
  const { git, zone, signal, directory, checkout } = options;
  const remote = git.connect(zone, { signal });
  const commit = await clone({ remote, zone, directory, checkout });
  return { commit, files: await readPlatformFiles(options) };
}

/** The newest commit of the platform repository, for who reads little of it. */
export async function fetchPlatform(options: {
  remote: GitRemote;
  zone: LandingZone;
  directory: string;
}): Promise<string> {
  return clone({ ...options, checkout: false, blobless: true });
}

async function clone(options: {
  remote: GitRemote;
  zone: LandingZone;
  directory: string;
  checkout?: boolean;
  blobless?: boolean;
}): Promise<string> {
  const { remote, zone, ...others } = options;
  await assertPlatform(remote, zone);
  return remote.clone({
    ...others,
    url: platformRepository(zone).cloneUrl,
    branch: zone.spec.git.branch,
    depth: 1,
  });
}

/**
 * Reads what the platform repository of a landing zone holds, and leaves nothing behind.
 *
 * @public
 */
export async function readPlatform(
  options: PlatformOptions,
): Promise<PlatformSnapshot> {
  return withTemporaryFolder(directory =>
    clonePlatform({ ...options, directory, checkout: false }),
  );
}

/**
 * Reads what a clone of the platform repository holds at its `HEAD`.
 *
 * @public
 */
export async function readPlatformFiles(
  options: PlatformOptions & { directory: string },
): Promise<GitFile[]> {
  const { git, zone, signal, directory } = options;
  return git
    .connect(zone, { signal })
    .readFilesAt({ directory, revision: 'HEAD', under: 'modules' });
}

/** A sentence for the platform team, which is not who reads it first. */
async function assertPlatform(remote: GitRemote, zone: LandingZone) {
  const { branch, platform } = zone.spec.git;
  const refs = await remote.listRefs(platformRepository(zone).cloneUrl);
  const missing =
    refs === undefined ? 'does not exist' : `has no branch "${branch}"`;
  if (!refs?.has(`refs/heads/${branch}`)) {
    throw new NotFoundError(
      `The platform repository ${platform} of the landing zone "${zone.metadata.name}" ${missing}: its platform team creates it with "o8 init"`,
    );
  }
}
