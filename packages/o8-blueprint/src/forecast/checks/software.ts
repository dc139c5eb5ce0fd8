import {
  fails,
  inModule,
  inZone,
  satisfied,
  without,
  type Forecaster,
} from '../findings';
import { onPods } from '../onPods';
import { plannedPipeline } from '../plannedPipeline';
import { judgeInventory, judgeScans, judgeSignatures } from '../supplyChain';
import { readText } from '../readField';

const DIGEST = /@sha256:[a-f0-9]{64}$/;

/** Checks of what runs. */
export const software: Record<string, Forecaster> = {
  'VUL-1': judgeScans,
  'VUL-2': judgeSignatures,
  'VUL-3': judgeInventory,
  'VUL-4': index => {
    const isBuilt = plannedPipeline(index.plan)?.build !== undefined;
    const hasImage = index.plan.spec.spec.workload.image !== undefined;
    return onPods(index, pods => {
      const owners = pods.map(({ owner }) => owner);
      const images = pods.flatMap(({ containers }) =>
        containers.map(each => readText(each, 'image') ?? ''),
      );
      const tags = images.filter(image => !DIGEST.test(image));
      if (images.length === 0 || tags.length > 0) {
        return fails(`Not pinned by a digest: ${tags.join(', ')}.`, {
          objects: owners,
          changes: hasImage
            ? inModule('spec.workload.image')
            : inZone('spec.placeholderImage'),
        });
      }
      return hasImage
        ? satisfied('Images are pinned by their digest.', owners)
        : without(
            'at-runtime',
            isBuilt
              ? "The landing zone's placeholder is pinned; the pipeline writes the digest of each image that it builds."
              : "The landing zone's placeholder is pinned; the module's own image is not built yet.",
            isBuilt ? [] : inModule('spec.workload.image'),
          );
    });
  },
};
