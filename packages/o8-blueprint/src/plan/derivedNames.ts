import { systems } from '../systems';
import { boundaryApplication, workloadApplication } from './applicationNames';
import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';

/**
 * Everything that is called after a module where modules share names, such as
 * `Application billing-eu-1`. No two modules may have one in common.
 */
export function derivedNames(module: ModuleSpec, zone?: LandingZone): string[] {
  const {
    metadata: { name },
    spec,
  } = module;
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
    ...systems.flatMap(system => system.derivedNames?.(module, zone) ?? []),
  ];
}

/** The names in the same places that a landing zone uses itself. */
export function platformNames({ spec }: LandingZone): string[] {
  return [
    `AppProject ${spec.argocd.project}`,
    `Application ${spec.argocd.rootApplication}`,
  ];
}
