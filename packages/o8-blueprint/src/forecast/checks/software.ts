import {
  fails,
  inModule,
  inZone,
  satisfied,
  without,
  type Forecaster,
} from '../findings';
import { onPods } from '../onPods';
import { readText } from '../readField';

const DIGEST = /@sha256:[a-f0-9]{64}$/;

/** Checks of what runs. */
export const software: Record<string, Forecaster> = {
  'VUL-4': index => {
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
            "The landing zone's placeholder is pinned; the module's own image is not built yet.",
            inModule('spec.workload.image'),
          );
    });
  },
};
