import {
  ANNOTATION_PLACEHOLDER_IMAGE,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { PLACEHOLDER_PATCH } from '../documents/placeholderPatch';
import { parseImage } from '../emitters/module/image';
import { readYaml } from '../parse/readYaml';
import type { RepositoryFile } from '../types';
import type { FileManifest } from './manifest';

const overlaySchema = z.looseObject({
  images: z.array(z.looseObject({ newName: z.string() })).min(1),
  patches: z.array(z.looseObject({ path: z.string().optional() })),
});

/** Overlays with an image whose program is still held back as if there were none. */
export function findForgottenPatches(
  kustomizations: RepositoryFile[],
  manifests: FileManifest[],
): Problem[] {
  const placeholder = manifests
    .map(
      ({ object }) =>
        object.metadata.annotations?.[ANNOTATION_PLACEHOLDER_IMAGE],
    )
    .find(image => typeof image === 'string');
  return kustomizations.flatMap(({ path, content }) => {
    const read = readYaml(content);
    const { data } = overlaySchema.safeParse(read.ok && read.value);
    const isPatched = data?.patches.some(
      patch => patch.path === PLACEHOLDER_PATCH,
    );
    const runsPlaceholder =
      placeholder !== undefined &&
      data?.images[0].newName === parseImage(placeholder).newName;
    return isPatched && !runsPlaceholder
      ? [
          {
            path,
            message: `names ${PLACEHOLDER_PATCH}, but has an image: the patch goes with the placeholder`,
            kind: 'invalid',
          },
        ]
      : [];
  });
}
