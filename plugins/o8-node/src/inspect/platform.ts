import { NotFoundError } from '@backstage/errors';
import {
  platformRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import type { GitFile, GitRemote, GitService } from '../git';

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
 * Reads what the platform repository of a landing zone holds at its newest commit. A
 * NotFoundError where it has no such repository or branch: creating it is not a matter of
 * modules.
 *
 * @public
 */
export async function readPlatform(
  options: PlatformOptions,
): Promise<PlatformSnapshot> {
  const { git, zone, signal } = options;
  const remote = git.connect(zone, { signal });
  const snapshot = await remote.readBranch({
    url: platformRepository(zone).cloneUrl,
    branch: zone.spec.git.branch,
    under: 'modules',
  });
  return snapshot ?? failWithout({ remote, zone });
}

/** A sentence for the platform team, which is not who reads it first. */
async function failWithout(options: {
  remote: GitRemote;
  zone: LandingZone;
}): Promise<never> {
  const { remote, zone } = options;
  const { branch, platform } = zone.spec.git;
  const refs = await remote.listRefs(platformRepository(zone).cloneUrl);
  const missing =
    refs === undefined ? 'does not exist' : `has no branch "${branch}"`;
  throw new NotFoundError(
    `The platform repository ${platform} of the landing zone "${zone.metadata.name}" ${missing}: its platform team creates it with "o8 init"`,
  );
}
