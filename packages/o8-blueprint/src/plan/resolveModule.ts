import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../emitters/types';
import { backupSchedule } from '../rules/backupSchedule';
import { findSpecProblems } from '../rules/findSpecProblems';
import type { PlannedPlacement, Platform, Result } from '../types';
import { findConflicts } from './findConflicts';
import { findQuotaProblems } from './findQuotaProblems';
import { resolvePlacements } from './resolvePlacements';

/**
 * What {@link planModule} plans from.
 *
 * @public
 */
export interface PlanModuleOptions {
  spec: ModuleSpec;
  zone: LandingZone;
  /** What the platform repository holds now; the module itself may be in it. */
  platform: Platform;
  /**
   * All landing zones that are known. The names of those that share the platform
   * repository are reserved too.
   */
  zones?: readonly LandingZone[];
}

/** A module with all that its landing zone decides, or everything that is against it. */
export function resolveModule({
  spec,
  zone,
  platform,
  zones,
}: PlanModuleOptions): Result<ModuleContext> {
  const placements = resolvePlacements(spec, zone);
  const problems = [
    ...findSpecProblems(spec),
    ...findConflicts(spec, { zone, platform, zones }),
    ...(placements.ok
      ? findQuotaProblems(spec, zone, placements.value)
      : placements.problems),
  ];
  if (!placements.ok || problems.length > 0) {
    return { ok: false, problems };
  }
  const { value } = placements;
  return {
    ok: true,
    value: { spec: resolveSpec(spec, value), zone, placements: value },
  };
}

/** The spec with nothing left to its landing zone or tier. */
function resolveSpec(
  spec: ModuleSpec,
  placements: PlannedPlacement[],
): ModuleSpec {
  const defaults = placements.map(({ environment, cluster }) => ({
    environment,
    cluster: cluster.name,
  }));
  return {
    ...spec,
    spec: {
      ...spec.spec,
      placements:
        spec.spec.placements.length > 0 ? spec.spec.placements : defaults,
      recovery: {
        ...spec.spec.recovery,
        ...backupSchedule(spec.metadata.name, spec.spec.recovery),
      },
    },
  };
}
