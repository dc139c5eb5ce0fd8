import { kindOf, uniqueKinds } from './kinds';
import { ofPlacement } from './module/ofPlacement';
import { moduleEmitters } from './moduleEmitters';
import type { GroupKind, ModuleContext } from './types';

/**
 * The kinds that a module's repository may be applied with: those that are written into
 * it. What a chart brings is not known here: all kinds of generated modules, and those
 * that the spec asks for.
 */
export function moduleKinds(context: ModuleContext): GroupKind[] {
  const { chart } = context.spec.spec.workload;
  if (chart) {
    const generated = moduleEmitters.flatMap(({ kinds }) => kinds);
    return uniqueKinds([...generated, ...chart.kinds]);
  }
  const variants = [
    context,
    ...context.placements.map(placement =>
      ofPlacement({ ...context, placement }),
    ),
  ];
  return uniqueKinds(
    moduleEmitters.flatMap(({ emit }) =>
      variants.flatMap(variant => emit(variant).map(kindOf)),
    ),
  );
}
