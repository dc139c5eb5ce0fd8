import type { ModuleContext, PlacementContext } from '../types';

/** The module as it would be if all of its placements were as this one. */
export function ofPlacement({
  placement,
  ...context
}: PlacementContext): ModuleContext {
  const { spec } = context.spec;
  return {
    ...context,
    at: placement,
    spec: { ...context.spec, spec: { ...spec, workload: placement.workload } },
  };
}
