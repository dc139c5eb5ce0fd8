import { ofPlacement } from './module/ofPlacement';
import { moduleEmitters } from './moduleEmitters';
import type { ModuleContext } from './types';

/**
 * Whether a module's repository has manifests of its own: a chart brings its workload
 * itself, but not its secrets, routes or alerts.
 */
export function hasManifests(context: ModuleContext): boolean {
  const variants = context.placements.map(placement =>
    ofPlacement({ ...context, placement }),
  );
  return (
    !context.spec.spec.workload.chart ||
    moduleEmitters.some(({ emit }) =>
      [context, ...variants].some(variant => emit(variant).length > 0),
    )
  );
}
