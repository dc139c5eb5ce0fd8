import { planCatalogInfo } from '../documents/catalogInfo';
import { planChartValues } from '../documents/chartValues';
import { planBase, planOverlays } from '../documents/kustomizations';
import {
  planApproval,
  planRequest,
  planSchema,
} from '../documents/moduleDocuments';
import { planReadme } from '../documents/readme';
import { hasManifests } from '../emitters/hasManifests';
import type { ModuleContext } from '../emitters/types';
import { systems } from '../systems';
import type { ModulePlan, PlannedFile, Result } from '../types';
import { findLengthProblems } from './findLengthProblems';
import { entryDirectory } from './paths';
import { planEntry } from './planEntry';
import { planLock } from './planLock';
import { planShared } from './planShared';
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
  const shared = planShared(context, options.platform);
  if (!shared.ok) {
    return shared;
  }
  const directory = entryDirectory(context.spec.metadata.name);
  const request = planRequest(options.spec);
  const approval = planApproval(context);
  const problems = findLengthProblems(context.spec, [request, approval]);
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const module = [request, ...planRepository(context)];
  const entry = [approval, ...planEntry(context)];
  return {
    ok: true,
    value: {
      ...context,
      module: [...module, planLock('.o8/lock.json', context, module)],
      platform: [...entry, planLock(`${directory}/lock.json`, context, entry)],
      shared: shared.value,
    },
  };
}

function planRepository(context: ModuleContext): PlannedFile[] {
  return [
    planSchema(),
    planCatalogInfo(context),
    planReadme(context),
    ...planWorkload(context),
    ...systems.flatMap(system => system.files?.(context) ?? []),
  ];
}

function planWorkload(context: ModuleContext): PlannedFile[] {
  return [
    ...planChartValues(context),
    ...(hasManifests(context)
      ? [...planBase(context), ...planOverlays(context)]
      : []),
  ];
}
