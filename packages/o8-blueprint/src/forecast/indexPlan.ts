import { toDestination } from '../emitters/argocd';
import { layoutOf } from '../plan/layouts/layouts';
import {
  clusterDirectory,
  entryDirectory,
  overlayDirectory,
} from '../plan/paths';
import { planBeside } from '../plan/planObjects';
import type {
  Manifest,
  ModulePlan,
  PlannedFile,
  PlannedPlacement,
} from '../types';
import { applyOverlay } from './applyOverlay';
import { readField } from './readField';
import type { ForecastObject } from './types';

/** An object with the file that it is written to. */
export interface PlannedObject {
  repository: ForecastObject['repository'];
  path: string;
  object: Manifest;
}

/** What is planned for one cluster. */
export interface PlacementIndex {
  placement: PlannedPlacement;
  /** What the platform repository puts there. */
  boundary: PlannedObject[];
  /** What the module repository puts there, as it is with the overlay of this cluster. */
  workload: PlannedObject[];
  /** What of the overlay could not be read, as sentences. */
  unread: string[];
  /** The Applications that bring both there. */
  applications: PlannedObject[];
}

/** The objects of a plan, by the cluster that they are for. */
export interface PlanIndex {
  plan: ModulePlan;
  /** The name of the module and of its namespace. */
  name: string;
  placements: PlacementIndex[];
  projects: PlannedObject[];
  /** The entity as the catalog will know it. */
  entity?: PlannedObject;
}

/** Sorts what is planned by where it will be. */
export function indexPlan(plan: ModulePlan): PlanIndex {
  const { name } = plan.spec.metadata;
  const platform = toObjects(plan.platform, 'platform');
  const argocd = [...platform, ...unlisted(plan)];
  return {
    plan,
    name,
    projects: argocd.filter(({ object }) => object.kind === 'AppProject'),
    entity: findEntity(plan),
    placements: plan.placements.map(placement => {
      const directory = `${clusterDirectory(name, placement.cluster.name)}/`;
      return {
        placement,
        boundary: platform.filter(({ path }) => path.startsWith(directory)),
        applications: argocd.filter(
          ({ object }) =>
            object.kind === 'Application' && goesTo(object, placement),
        ),
        ...findWorkload(plan, overlayDirectory(placement)),
      };
    }),
  };
}

function findWorkload(
  plan: ModulePlan,
  directory: string,
): Pick<PlacementIndex, 'workload' | 'unread'> {
  const kustomization = plan.module.find(
    ({ path }) => path === `${directory}/kustomization.yaml`,
  );
  if (!kustomization || !('document' in kustomization)) {
    // A chart has neither; for everything else nothing would be deployed.
    return { workload: [], unread: [] };
  }
  const { objects, unread } = applyOverlay({
    kustomization: kustomization.document,
    base: toObjects(plan.module, 'module').filter(({ path }) =>
      path.startsWith('deploy/base/'),
    ),
    read: name => {
      const file = plan.module.find(
        ({ path }) => path === `${directory}/${name}`,
      );
      return file && toObjects([file], 'module');
    },
  });
  return { workload: objects, unread };
}

function toObjects(
  files: PlannedFile[],
  repository: PlannedObject['repository'],
): PlannedObject[] {
  return files.flatMap(file =>
    'objects' in file
      ? file.objects.map(object => ({ repository, path: file.path, object }))
      : [],
  );
}

function findEntity({ module }: ModulePlan): PlannedObject | undefined {
  const file = module.find(({ path }) => path === 'catalog-info.yaml');
  return file && 'document' in file
    ? {
        repository: 'module',
        path: file.path,
        object: file.document as Manifest,
      }
    : undefined;
}

function goesTo(object: Manifest, { cluster }: PlannedPlacement): boolean {
  const destination = toDestination(cluster);
  return Object.entries(destination).every(
    ([key, value]) => readField(object, `spec.destination.${key}`) === value,
  );
}

/**
 * What a chart or an ApplicationSet of the platform makes of the module's entry: the same
 * objects that other layouts write. Without an entry it makes none.
 */
function unlisted(plan: ModulePlan): PlannedObject[] {
  const { generates, shared } = layoutOf(plan.zone);
  const { name } = plan.spec.metadata;
  const entry = shared
    ? plan.shared.find(({ path }) => path === shared.path)
    : plan.platform.find(
        ({ path }) => path === `${entryDirectory(name)}/module.yaml`,
      );
  if (!entry) {
    return [];
  }
  const { path } = entry;
  const repository = shared ? 'shared' : 'platform';
  return planBeside(plan)
    .flatMap(({ objects }) => objects)
    .filter(({ kind }) => generates?.kinds.includes(kind))
    .map(object => ({ repository, path, object }));
}
