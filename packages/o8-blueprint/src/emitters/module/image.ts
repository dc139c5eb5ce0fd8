import {
  ANNOTATION_PLACEHOLDER_IMAGE,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../types';

/** An image taken apart as kustomize names its parts. */
export interface Image {
  newName: string;
  newTag?: string;
  digest?: string;
}

/** What the images of a module are called, without a tag. */
export function moduleImage(zone: LandingZone, module: string): string {
  return `${zone.spec.registry}/${module}`;
}

/** The parts of an image; a colon before a slash belongs to its registry. */
export function parseImage(image: string): Image {
  const [reference, digest] = image.split('@');
  const colon = reference.lastIndexOf(':');
  const hasTag = colon > reference.lastIndexOf('/');
  return {
    newName: hasTag ? reference.slice(0, colon) : reference,
    ...(hasTag && { newTag: reference.slice(colon + 1) }),
    ...(digest && { digest }),
  };
}

/**
 * What lets a cluster tell that a module waits for its first image: while its container
 * runs the image that is named here. It cannot be forgotten where an image is written.
 */
export function placeholderAnnotations({
  spec,
  zone,
}: Pick<ModuleContext, 'spec' | 'zone'>): Record<string, string> {
  const { image, chart } = spec.spec.workload;
  return image === undefined && !chart
    ? { [ANNOTATION_PLACEHOLDER_IMAGE]: zone.spec.placeholderImage }
    : {};
}
