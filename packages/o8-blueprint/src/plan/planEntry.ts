import type { ModuleContext } from '../emitters/types';
import { layoutOf } from './layouts/layouts';
import { planBeside, planClusters, type PlannedManifests } from './planObjects';

/** What of a module's entry Argo CD applies: all but `module.yaml` and `lock.json`. */
export function planEntry(context: ModuleContext): PlannedManifests[] {
  const { generates } = layoutOf(context.zone);
  return [
    ...planBeside(context).filter(
      ({ objects }) =>
        !objects.some(({ kind }) => generates?.kinds.includes(kind)),
    ),
    ...planClusters(context),
  ];
}
