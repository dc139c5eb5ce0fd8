import { LABEL_ENVIRONMENT } from '@orchestr8/backstage-plugin-o8-common';
import { moduleImage, parseImage } from '../emitters/module/image';
import { ofPlacement } from '../emitters/module/ofPlacement';
import { moduleEmitters } from '../emitters/moduleEmitters';
import type { ModuleContext, PlacementContext } from '../emitters/types';
import { overlayDirectory } from '../plan/paths';
import { canaryImages } from '../systems/delivery/pipelineImage';
import type { Manifest, PlannedFile } from '../types';
import { mergePatch } from './mergePatch';
import { PLACEHOLDER_PATCH, placeholderPatch } from './placeholderPatch';

const KUSTOMIZATION = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
};

/** `deploy/base`: the objects of the workload, the same everywhere. */
export function planBase(context: ModuleContext): PlannedFile[] {
  const files = moduleEmitters
    .map(({ file, emit }) => ({ name: file(context), objects: emit(context) }))
    .filter(({ objects }) => objects.length > 0);
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

/** `deploy/overlays/<environment>-<cluster>`: what one cluster has of its own. */
export function planOverlay(context: PlacementContext): PlannedFile[] {
  const { spec, zone, placement } = context;
  const { name } = spec.metadata;
  const { image, chart } = spec.spec.workload;
  const directory = overlayDirectory(placement);
  const { resources, patches } = findDeviations(context);
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

interface OverlayFile {
  name: string;
  objects: Manifest[];
}

/** What a placement has beside the base, and what it has otherwise. */
function findDeviations(context: PlacementContext): {
  resources: OverlayFile[];
  patches: OverlayFile[];
} {
  const placed = ofPlacement(context);
  const files = moduleEmitters.map(({ file, emit }) => {
    const base = emit(context);
    const pairs = emit(placed).map(wanted => ({
      wanted,
      before: base.find(
        ({ kind, metadata }) =>
          kind === wanted.kind && metadata.name === wanted.metadata.name,
      ),
    }));
    return {
      name: file(context),
      added: pairs.filter(({ before }) => !before).map(({ wanted }) => wanted),
      changed: pairs.flatMap(({ before, wanted }) => {
        const patch = before && mergePatch(before, wanted);
        return patch ? [patch] : [];
      }),
    };
  });
  const isFull = ({ objects }: OverlayFile) => objects.length > 0;
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

function describeWaiting(patches: OverlayFile[]): string {
  const waiting = `Waiting for its first image: the placeholder of the landing zone runs. Write the image
to "images" here, or to spec.workload.image of o8.yaml.`;
  return patches.some(({ name }) => name === PLACEHOLDER_PATCH)
    ? `${waiting} Then ${PLACEHOLDER_PATCH} goes too.`
    : waiting;
}
