/** The directory of everything that Argo CD applies of the platform repository. */
export const MODULES_DIRECTORY = 'modules';

/** The directory of the landing zone's own objects in the platform repository. */
export const PLATFORM_DIRECTORY = `${MODULES_DIRECTORY}/o8-platform`;

/** The directory of a module in the platform repository. */
export function entryDirectory(module: string): string {
  return `${MODULES_DIRECTORY}/${module}`;
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

/** The values of a chart in a module's repository, the same everywhere. */
export const VALUES_FILE = 'deploy/values.yaml';

/** The values of a chart in a module's repository for one cluster. */
export function valuesFile(placement: {
  environment: string;
  cluster: { name: string };
}): string {
  return `deploy/values/${placement.environment}-${placement.cluster.name}.yaml`;
}
