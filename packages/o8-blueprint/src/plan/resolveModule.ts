import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { noteOwner } from '../emitters/boundary/ownerGroup';
import type { ModuleContext } from '../emitters/types';
import { findSpecProblems } from '../rules/findSpecProblems';
import { findUnwrittenFields } from './findUnwrittenFields';
import type { Platform, Result } from '../types';
import { systems } from '../systems';
import { withRuntimeDefaults } from '../systems/skeletons/withRuntimeDefaults';
import { findConflicts } from './findConflicts';
import { findEnvConflicts } from './findEnvConflicts';
import { findLosses, listFormers } from './findLosses';
import { findMonitoringProblems } from './findMonitoringProblems';
import { findQuotaProblems } from './findQuotaProblems';
import { noteCallers } from './noteCallers';
import { resolveEdges } from './resolveEdges';
import { resolvePlacements } from './resolvePlacements';
import { resolveSpec } from './resolveSpec';

/**
 * What {@link planModule} plans from.
 *
 * @public
 */
export interface PlanModuleOptions {
  spec: ModuleSpec;
  zone: LandingZone;
  /**
   * What the platform repository holds now; the module itself may be in it. Without it
   * names and callees are not checked.
   */
  platform?: Platform;
  /**
   * All landing zones that are known. The names of those that share the platform
   * repository are reserved too.
   */
  zones?: readonly LandingZone[];
  /** The spec of its lock, where the platform was not read: what it keeps is guarded. */
  former?: ModuleSpec;
  /** Whether the plan may give up what keeps data: see the refusals without it. */
  allowDestructive?: boolean;
}

/** A module with all that its landing zone decides, or everything that is against it. */
export function resolveModule({
  spec: request,
  zone,
  platform,
  zones,
  former,
  allowDestructive = false,
}: PlanModuleOptions): Result<ModuleContext> {
  const spec = withRuntimeDefaults(request);
  const placements = resolvePlacements(spec, zone);
  const edges = resolveEdges(spec, {
    zone,
    zones,
    platform,
    placements: placements.ok ? placements.value : [],
  });
  const problems = [
    ...findSpecProblems(spec),
    ...findConflicts(spec, {
      zone,
      platform: platform ?? { modules: [] },
      zones,
    }),
    ...(placements.ok
      ? findQuotaProblems(spec, zone, placements.value)
      : placements.problems),
    ...(edges.ok ? [] : edges.problems),
    ...findMonitoringProblems(spec, zone),
    ...findUnwrittenFields(spec),
  ];
  if (!placements.ok || !edges.ok || problems.length > 0) {
    return { ok: false, problems };
  }
  const next = {
    spec: resolveSpec(spec, placements.value),
    zone,
    placements: placements.value,
  };
  const { name } = spec.metadata;
  const approved = platform?.modules.find(
    other => other.spec.metadata.name === name,
  );
  const formers = listFormers({ spec, zone, approved, former });
  const losses = allowDestructive ? [] : findLosses({ formers, next });
  const context = { ...next, ...edges.value };
  const refusals = [
    ...losses,
    ...findEnvConflicts(context),
    ...systems.flatMap(
      system => system.findProblems?.(context, { platform, zones }) ?? [],
    ),
  ];
  return refusals.length > 0
    ? { ok: false, problems: refusals }
    : {
        ok: true,
        value: {
          ...context,
          notes: [
            ...context.notes,
            ...noteOwner(spec, zone),
            ...(platform ? noteCallers(spec, { zone, zones, platform }) : []),
            ...systems.flatMap(
              system => system.notes?.(context, { platform, zones }) ?? [],
            ),
          ],
        },
      };
}
