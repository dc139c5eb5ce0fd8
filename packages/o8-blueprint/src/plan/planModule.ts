import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { planCatalogInfo } from '../documents/catalogInfo';
import { planBase, planOverlay } from '../documents/kustomizations';
import { planApproval, planRequest } from '../documents/moduleDocuments';
import { planReadme } from '../documents/readme';
import {
  applicationEmitters,
  projectEmitters,
} from '../emitters/argocdEmitters';
import { clusterEmitters } from '../emitters/clusterEmitters';
import type { Emitter, ModuleContext } from '../emitters/types';
import { backupSchedule } from '../rules/backupSchedule';
import { findSpecProblems } from '../rules/findSpecProblems';
import type {
  ModulePlan,
  PlannedFile,
  PlannedPlacement,
  Platform,
  Result,
} from '../types';
import { findConflicts } from './findConflicts';
import { findQuotaProblems } from './findQuotaProblems';
import { clusterDirectory, entryDirectory } from './paths';
import { planLock } from './planLock';
import { resolvePlacements } from './resolvePlacements';

/**
 * What {@link planModule} plans from.
 *
 * @public
 */
export interface PlanModuleOptions {
  spec: ModuleSpec;
  zone: LandingZone;
  /** What the platform repository holds now; the module itself may be in it. */
  platform: Platform;
}

/**
 * What a module becomes in its landing zone: the files of its own repository and of
 * its entry, or everything that is against it. Equal input gives an equal plan.
 *
 * @public
 */
export function planModule({
  spec,
  zone,
  platform,
}: PlanModuleOptions): Result<ModulePlan> {
  const placements = resolvePlacements(spec, zone);
  const problems: Problem[] = [
    ...findSpecProblems(spec),
    ...findConflicts(spec, zone, platform),
    ...(placements.ok
      ? findQuotaProblems(spec, zone, placements.value)
      : placements.problems),
  ];
  if (!placements.ok || problems.length > 0) {
    return { ok: false, problems };
  }
  const context = {
    spec: resolve(spec, placements.value),
    zone,
    placements: placements.value,
  };
  const { name } = spec.metadata;
  const module = planRepository(spec, context);
  const entry = planEntry(context);
  return {
    ok: true,
    value: {
      ...context,
      module: [...module, planLock('.o8/lock.json', context, module)],
      platform: [
        ...entry,
        planLock(`${entryDirectory(name)}/lock.json`, context, entry),
      ],
    },
  };
}

/** The spec with nothing left to its landing zone or tier. */
function resolve(spec: ModuleSpec, placements: PlannedPlacement[]): ModuleSpec {
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

function planEntry(context: ModuleContext): PlannedFile[] {
  const { name } = context.spec.metadata;
  const directory = entryDirectory(name);
  return [
    planApproval(context),
    ...projectEmitters.map(emitter => toFile(emitter, context, directory)),
    ...context.placements.flatMap(placement => {
      const at = { ...context, placement };
      const cluster = clusterDirectory(name, placement.cluster.name);
      return [
        ...applicationEmitters.map(emitter => toFile(emitter, at, directory)),
        ...clusterEmitters.map(emitter => toFile(emitter, at, cluster)),
      ];
    }),
  ];
}

function toFile<Context>(
  { file, emit }: Emitter<Context>,
  context: Context,
  directory: string,
): PlannedFile {
  return { path: `${directory}/${file(context)}`, objects: emit(context) };
}
