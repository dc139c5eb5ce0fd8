import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../emitters/types';
import { resolvePlacements } from './resolvePlacements';
import { resolveSpec } from './resolveSpec';

/**
 * What a module was in its landing zone. What the zone does not have any more is left
 * out of its placements, and stays in its spec.
 */
export function resolveFormer(
  spec: ModuleSpec,
  zone: LandingZone,
): ModuleContext {
  const known = spec.spec.placements.filter(placement =>
    zone.spec.clusters.some(
      ({ name, environment }) =>
        name === placement.cluster && environment === placement.environment,
    ),
  );
  const isNowhere = known.length === 0 && spec.spec.placements.length > 0;
  const resolved = resolvePlacements(
    { ...spec, spec: { ...spec.spec, placements: known } },
    zone,
  );
  const placements = resolved.ok && !isNowhere ? resolved.value : [];
  return {
    spec: resolveSpec(spec, placements),
    zone,
    placements,
    edges: [],
    hosts: [],
    notes: [],
  };
}
