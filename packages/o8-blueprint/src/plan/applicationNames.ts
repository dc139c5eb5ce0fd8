/** The Application that deploys a module to a cluster. */
export function workloadApplication(module: string, cluster: string): string {
  return `${module}-${cluster}`;
}

/** The Application that applies a module's boundary on a cluster. */
export function boundaryApplication(module: string, cluster: string): string {
  return `${module}-boundary-${cluster}`;
}
