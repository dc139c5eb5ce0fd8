import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import { isRefused } from './platformPolicies';
import { ENCRYPTED_CLASSIFICATIONS } from './storagePolicy';

/** What the policies of the landing zone would refuse on a cluster, said before it is there. */
export function findPolicyProblems(context: ModuleContext): Problem[] {
  const { zone, placements } = context;
  return placements.some(({ cluster }) => isRefused(zone, cluster))
    ? [...findUnpinned(context), ...findUnencrypted(context)].map(problem => ({
        ...problem,
        kind: 'refused' as const,
      }))
    : [];
}

function findUnpinned({ spec, zone }: ModuleContext) {
  const { image } = spec.spec.workload;
  return image && !image.includes('@sha256:')
    ? [
        {
          path: 'spec.workload.image',
          message: `needs a digest (…@sha256:<64 hex digits>): the policies of the landing zone "${zone.metadata.name}" refuse tags alone in production`,
        },
      ]
    : [];
}

function findUnencrypted({ spec, zone }: ModuleContext) {
  const classes = zone.spec.policies?.encryptedStorageClasses;
  const { dataClassification = '' } = spec.spec.compliance ?? {};
  if (!classes || !ENCRYPTED_CLASSIFICATIONS.includes(dataClassification)) {
    return [];
  }
  return (spec.spec.workload.volumes ?? []).flatMap(({ storageClass }, index) =>
    storageClass !== undefined && classes.includes(storageClass)
      ? []
      : [
          {
            path: `spec.workload.volumes[${index}].storageClass`,
            message: `must be one of ${classes.join(
              ', ',
            )}: data that is ${dataClassification} is encrypted where it lies`,
          },
        ],
  );
}
