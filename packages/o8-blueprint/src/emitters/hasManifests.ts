import { moduleObjects, placedModules } from './moduleObjects';
import type { ModuleContext } from './types';

/**
 * Whether a module's repository has manifests of its own: a chart brings its workload
 * itself, but not its secrets, routes or alerts.
 */
export function hasManifests(context: ModuleContext): boolean {
  const isWritten = (variant: ModuleContext) =>
    moduleObjects(variant).some(({ objects }) => objects.length > 0);
  return (
    !context.spec.spec.workload.chart ||
    isWritten(context) ||
    placedModules(context).some(({ placed }) => isWritten(placed))
  );
}
