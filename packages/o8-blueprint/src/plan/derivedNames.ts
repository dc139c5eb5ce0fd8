import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';

/** The Application that deploys a module to a cluster. */
export function workloadApplication(module: string, cluster: string): string {
  return `${module}-${cluster}`;
}

/** The Application that applies a module's boundary on a cluster. */
export function boundaryApplication(module: string, cluster: string): string {
  return `${module}-boundary-${cluster}`;
}

/**
 * Everything that is called after a module where modules share names, such as
 * `Application billing-eu-1`. No two modules may have one in common.
 */
export function derivedNames(
  { metadata: { name }, spec }: ModuleSpec,
  zone?: LandingZone,
): string[] {
  const defaults = zone?.spec.clusters.filter(cluster => cluster.default) ?? [];
  const clusters =
    spec.placements.length > 0
      ? spec.placements.map(({ cluster }) => cluster)
      : defaults.map(cluster => cluster.name);
  return [
    `AppProject ${name}`,
    `Namespace ${name}`,
    `Schedule ${name}`,
    ...clusters.flatMap(cluster => [
      `Application ${workloadApplication(name, cluster)}`,
      `Application ${boundaryApplication(name, cluster)}`,
    ]),
  ];
}

/** The names in the same places that a landing zone uses itself. */
export function platformNames({ spec }: LandingZone): string[] {
  return [
    `AppProject ${spec.argocd.project}`,
    `Application ${spec.argocd.rootApplication}`,
  ];
}
