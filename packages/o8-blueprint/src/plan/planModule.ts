import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { planCatalogInfo } from '../documents/catalogInfo';
import { planBase, planOverlay } from '../documents/kustomizations';
import { planApproval, planRequest } from '../documents/moduleDocuments';
import { planReadme } from '../documents/readme';
import type { ModuleContext } from '../emitters/types';
import type { ModulePlan, PlannedFile, Result } from '../types';
import { entryDirectory } from './paths';
import { planEntry } from './planEntry';
import { planLock } from './planLock';
import { resolveModule, type PlanModuleOptions } from './resolveModule';

/**
 * What a module becomes in its landing zone: the files of its own repository and of
 * its entry, or everything that is against it. Equal input gives an equal plan.
 *
 * @public
 */
export function planModule(options: PlanModuleOptions): Result<ModulePlan> {
  const resolved = resolveModule(options);
  if (!resolved.ok) {
    return resolved;
  }
  const context = resolved.value;
  const directory = entryDirectory(context.spec.metadata.name);
  const module = planRepository(options.spec, context);
  const entry = [planApproval(context), ...planEntry(context)];
  return {
    ok: true,
    value: {
      ...context,
      module: [...module, planLock('.o8/lock.json', context, module)],
      platform: [...entry, planLock(`${directory}/lock.json`, context, entry)],
    },
  };
}

function planRepository(
  asked: ModuleSpec,
  context: ModuleContext,
): PlannedFile[] {
  return [
    planRequest(asked),
    planCatalogInfo(context),
    planReadme(context),
    ...planBase(context),
    ...context.placements.map(placement =>
      planOverlay({ ...context, placement }),
    ),
  ];
}
