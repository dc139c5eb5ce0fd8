import type { LandingZone } from './landingZone';

/**
 * Where a repository is, and where people look at it.
 *
 * @public
 */
export interface Repository {
  /** Its path on the host, such as `modules/billing`. */
  path: string;
  /** What git clones; never with credentials. */
  cloneUrl: string;
  /** The page of the repository. */
  webUrl: string;
}

/**
 * The repository of a module in a landing zone.
 *
 * @public
 */
export function moduleRepository(
  zone: LandingZone,
  module: string,
): Repository {
  return toRepository(zone, `${zone.spec.git.modules}/${module}`);
}

/**
 * The platform repository (App of Apps) of a landing zone.
 *
 * @public
 */
export function platformRepository(zone: LandingZone): Repository {
  return toRepository(zone, zone.spec.git.platform);
}

/**
 * Where a file or folder of a repository is shown, and where the catalog reads it.
 *
 * @public
 */
export function fileUrl(
  zone: LandingZone,
  repository: Repository,
  path: string,
): string {
  const { type, branch } = zone.spec.git;
  const at = `${encodePath(branch)}/${encodePath(path)}`;
  const urls = {
    plain: `${repository.webUrl}/raw/${at}`,
    github: `${repository.webUrl}/blob/${at}`,
    gitlab: `${repository.webUrl}/-/blob/${at}`,
    gitea: `${repository.webUrl}/src/branch/${at}`,
  };
  return urls[type];
}

/**
 * Where people see what a branch would change, and ask for its review.
 *
 * @public
 */
export function compareUrl(
  zone: LandingZone,
  repository: Repository,
  branch: string,
): string {
  const { type, branch: base } = zone.spec.git;
  const range = `${encodePath(base)}...${encodePath(branch)}`;
  const prefix = type === 'gitlab' ? '/-' : '';
  return `${repository.webUrl}${prefix}/compare/${range}`;
}

function toRepository(zone: LandingZone, path: string): Repository {
  const webUrl = `${zone.spec.git.url}/${encodePath(path)}`;
  return { path, cloneUrl: `${webUrl}.git`, webUrl };
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
