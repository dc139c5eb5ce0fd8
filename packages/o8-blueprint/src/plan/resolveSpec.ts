import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { backupSchedule } from '../rules/backupSchedule';
import type { PlannedPlacement } from '../types';

/** The spec with nothing left to its landing zone or tier. */
export function resolveSpec(
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
