import { LABEL_ENVIRONMENT } from '@orchestr8/backstage-plugin-o8-common';
import { moduleImage, parseImage } from '../emitters/module/image';
import {
  moduleObjects,
  placedModules,
  type EmittedFile,
} from '../emitters/moduleObjects';
import type { ModuleContext, PlacementContext } from '../emitters/types';
import { overlayDirectory } from '../plan/paths';
import { canaryImages } from '../systems/delivery/pipelineImage';
import type { PlannedFile } from '../types';
import { mergePatch } from './mergePatch';
import { PLACEHOLDER_PATCH, placeholderPatch } from './placeholderPatch';

const KUSTOMIZATION = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
};

/** `deploy/base`: the objects of the workload, the same everywhere. */
export function planBase(context: ModuleContext): PlannedFile[] {
  const files = moduleObjects(context).filter(isFull);
  return [
    {
      path: 'deploy/base/kustomization.yaml',
      document: { ...KUSTOMIZATION, resources: files.map(({ name }) => name) },
    },
    ...files.map(({ name, objects }) => ({
      path: `deploy/base/${name}`,
      objects,
    })),
  ];
}

/** `deploy/overlays/<environment>-<cluster>`: what each cluster has of its own. */
export function planOverlays(context: ModuleContext): PlannedFile[] {
  const base = moduleObjects(context);
  return placedModules(context).flatMap(({ place, placed }) =>
    planOverlay(place, findDeviations(base, placed)),
  );
}

function planOverlay(
  context: PlacementContext,
  { resources, patches }: Deviations,
): PlannedFile[] {
  const { spec, zone, placement } = context;
  const { name } = spec.metadata;
  const { image, chart } = spec.spec.workload;
  const directory = overlayDirectory(placement);
  return [
    {
      path: `${directory}/kustomization.yaml`,
      document: {
        ...KUSTOMIZATION,
        namespace: name,
        resources: ['../../base', ...resources.map(file => file.name)],
        ...(!chart && {
          images: [
            {
              name: moduleImage(zone, name),
              ...parseImage(image ?? zone.spec.placeholderImage),
            },
            // After the other: what this one becomes has the other's name.
            ...canaryImages(context),
          ],
        }),
        labels: [
          {
            pairs: { [LABEL_ENVIRONMENT]: placement.environment },
            // Selectors cannot change; an environment is no part of them.
            includeSelectors: false,
            includeTemplates: true,
          },
        ],
        ...(patches.length > 0 && {
          patches: patches.map(file => ({ path: file.name })),
        }),
      },
      comment: image || chart ? undefined : describeWaiting(patches),
    },
    ...[...resources, ...patches].map(file => ({
      path: `${directory}/${file.name}`,
      objects: file.objects,
    })),
  ];
}

/** What a placement has beside the base, and what it has otherwise. */
interface Deviations {
  resources: EmittedFile[];
  patches: EmittedFile[];
}

function findDeviations(
  base: EmittedFile[],
  placed: ModuleContext,
): Deviations {
  const wantedFiles = moduleObjects(placed);
  const files = base.map(({ name, objects }, file) => {
    const pairs = wantedFiles[file].objects.map(wanted => ({
      wanted,
      before: objects.find(
        ({ kind, metadata }) =>
          kind === wanted.kind && metadata.name === wanted.metadata.name,
      ),
    }));
    return {
      name,
      added: pairs.filter(({ before }) => !before).map(({ wanted }) => wanted),
      changed: pairs.flatMap(({ before, wanted }) => {
        const patch = before && mergePatch(before, wanted);
        return patch ? [patch] : [];
      }),
    };
  });
  return {
    resources: files
      .map(({ name, added }) => ({ name, objects: added }))
      .filter(isFull),
    patches: [
      ...files.map(({ name, changed }) => ({
        name: `patch-${name}`,
        objects: changed,
      })),
      { name: PLACEHOLDER_PATCH, objects: placeholderPatch(placed) },
    ].filter(isFull),
  };
}

function isFull({ objects }: EmittedFile): boolean {
  return objects.length > 0;
}

function describeWaiting(patches: EmittedFile[]): string {
  const waiting = `Waiting for its first image: the placeholder of the landing zone runs. Write the image
to "images" here, or to spec.workload.image of o8.yaml.`;
  return patches.some(({ name }) => name === PLACEHOLDER_PATCH)
    ? `${waiting} Then ${PLACEHOLDER_PATCH} goes too.`
    : waiting;
}
