import { isBoundaryKind } from '../rules/isBoundaryKind';
import { kindOf, uniqueKinds } from './kinds';
import { moduleEmitters } from './moduleEmitters';
import { moduleObjects, placedModules } from './moduleObjects';
import type { GroupKind, ModuleContext } from './types';

/**
 * The kinds that a module's repository may be applied with: those that are written into
 * it. What a chart brings is not known here: it may have all kinds of generated modules
 * that are no way in or out, and those that the spec asks for.
 */
export function moduleKinds(context: ModuleContext): GroupKind[] {
  const { chart } = context.spec.spec.workload;
  const variants = [
    context,
    ...placedModules(context).map(({ placed }) => placed),
  ];
  const written = variants
    .flatMap(moduleObjects)
    .flatMap(({ objects }) => objects.map(kindOf));
  if (!chart) {
    return uniqueKinds(written);
  }
  const generated = moduleEmitters
    .flatMap(({ kinds }) => kinds)
    .filter(kind => !isBoundaryKind(kind));
  return uniqueKinds([...written, ...generated, ...chart.kinds]);
}
