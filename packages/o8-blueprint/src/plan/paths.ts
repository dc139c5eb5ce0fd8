/** The directory of the landing zone's own objects in the platform repository. */
export const PLATFORM_DIRECTORY = 'modules/o8-platform';

/** The directory of a module in the platform repository. */
export function entryDirectory(module: string): string {
  return `modules/${module}`;
}

/** The directory of what a module's boundary is on a cluster. */
export function clusterDirectory(module: string, cluster: string): string {
  return `${entryDirectory(module)}/clusters/${cluster}`;
}

/** The directory in a module's repository of what is deployed to a cluster. */
export function overlayDirectory(placement: {
  environment: string;
  cluster: { name: string };
}): string {
  return `deploy/overlays/${placement.environment}-${placement.cluster.name}`;
}
