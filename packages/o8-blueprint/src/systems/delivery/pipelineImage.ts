import {
  moduleImage,
  parseImage,
  type Image,
} from '../../emitters/module/image';
import type { ModuleContext } from '../../emitters/types';

type Context = Pick<ModuleContext, 'spec' | 'zone'>;

/** What the image of the new version is called in a base, beside that of the stable one. */
export function canaryImage({ spec, zone }: Context): string {
  return `${moduleImage(zone, spec.metadata.name)}-canary`;
}

/** What kustomize makes of it: with fixed shares both versions are the same at first. */
export function canaryImages(context: Context): (Image & { name: string })[] {
  const { spec, zone } = context;
  const { delivery, workload } = spec.spec;
  return delivery?.strategy === 'weights'
    ? [
        {
          name: canaryImage(context),
          ...parseImage(workload.image ?? zone.spec.placeholderImage),
        },
      ]
    : [];
}

/**
 * The `name` of the entry of `images` in an overlay's kustomization that a pipeline
 * writes a new version to. With fixed shares it is that of the canary; people move the
 * version to the stable one when they have seen enough.
 */
export function pipelineImage(context: Context): string {
  return context.spec.spec.delivery?.strategy === 'weights'
    ? canaryImage(context)
    : moduleImage(context.zone, context.spec.metadata.name);
}
