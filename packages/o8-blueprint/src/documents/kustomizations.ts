import { LABEL_ENVIRONMENT } from '@orchestr8/backstage-plugin-o8-common';
import { moduleImage, parseImage } from '../emitters/image';
import { moduleEmitters } from '../emitters/moduleEmitters';
import type { ModuleContext, PlacementContext } from '../emitters/types';
import { overlayDirectory } from '../plan/paths';
import { toYaml } from '../render/toYaml';
import type { PlannedFile } from '../types';

const KUSTOMIZATION = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
};

/** `deploy/base`: the objects of the workload, the same everywhere. */
export function planBase(context: ModuleContext): PlannedFile[] {
  const files = moduleEmitters.map(({ file, emit }) => ({
    name: file(context),
    objects: emit(context),
  }));
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
export function planOverlay({
  spec,
  zone,
  placement,
}: PlacementContext): PlannedFile {
  const { name } = spec.metadata;
  const { image, replicas } = spec.spec.workload;
  return {
    path: `${overlayDirectory(placement)}/kustomization.yaml`,
    document: {
      ...KUSTOMIZATION,
      namespace: name,
      resources: ['../../base'],
      images: [
        {
          name: moduleImage(zone, name),
          ...parseImage(image ?? zone.spec.placeholderImage),
        },
      ],
      labels: [
        {
          pairs: { [LABEL_ENVIRONMENT]: placement.environment },
          // Selectors cannot change; an environment is no part of them.
          includeSelectors: false,
          includeTemplates: true,
        },
      ],
      ...(placement.replicas !== replicas && {
        patches: [replicasPatch(name, placement.replicas)],
      }),
    },
    comment: image
      ? undefined
      : 'The image is the placeholder of the landing zone until the first build writes its own here.',
  };
}

function replicasPatch(name: string, replicas: number): object {
  return {
    target: { group: 'apps', version: 'v1', kind: 'Deployment', name },
    patch: toYaml([{ op: 'replace', path: '/spec/replicas', value: replicas }]),
  };
}
