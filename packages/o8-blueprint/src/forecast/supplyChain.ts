import { listPolicies } from '../systems/policies/platformPolicies';
import { SIGNED_IMAGES } from '../systems/policies/signedImages';
import type { ModulePlan } from '../types';
import { fails, inZone, without, type Finding } from './findings';
import type { PlanIndex } from './indexPlan';
import { plannedPipeline } from './plannedPipeline';

/** Code of our own, which somebody has to build. */
const isOurs = ({ spec }: ModulePlan) =>
  spec.spec.workload.runtime !== undefined;

/** Whether something looks through images before they are deployed. */
export function judgeScans({ plan }: PlanIndex): Finding[] {
  const pipeline = plannedPipeline(plan);
  return [
    pipeline?.build || pipeline?.scans
      ? without(
          'at-runtime',
          'The pipeline stops at serious vulnerabilities that have a fix; those that become known later are seen when it runs.',
        )
      : without(
          'at-runtime',
          'No pipeline looks through its images: vulnerabilities are seen when it runs.',
          inZone('spec.ci'),
        ),
  ];
}

/** Whether images are signed, and whether somebody looks at the signature. */
export function judgeSignatures({ plan }: PlanIndex): Finding[] {
  const isVerified = plan.placements.every(({ cluster }) =>
    listPolicies(plan.zone, cluster).some(
      ({ metadata }) => metadata.name === SIGNED_IMAGES,
    ),
  );
  const isSigned = plannedPipeline(plan)?.build?.isSigned === true;
  if (!isOurs(plan)) {
    return [
      without(
        'at-runtime',
        'It is not built here: whether its images are signed is seen when it runs.',
      ),
    ];
  }
  if (!isSigned) {
    return [
      fails('No pipeline signs its images.', { changes: inZone('spec.ci') }),
    ];
  }
  return [
    isVerified
      ? without(
          'at-runtime',
          `The pipeline signs images by their digest, and the policy "${SIGNED_IMAGES}" looks at the signature: what it finds is seen when it runs.`,
        )
      : fails('Images are signed, but no policy looks at the signature.', {
          changes: inZone('spec.policies'),
        }),
  ];
}

/** Whether somebody lists what is in images. */
export function judgeInventory({ plan }: PlanIndex): Finding[] {
  if (!isOurs(plan)) {
    return [
      without(
        'at-runtime',
        'It is not built here: whether there is an SBOM is seen when it runs.',
      ),
    ];
  }
  return [
    plannedPipeline(plan)?.build
      ? without(
          'at-runtime',
          'The pipeline writes an SBOM for each image that it builds: whether the one that runs has it is seen then.',
        )
      : fails('No pipeline builds its images, and writes an SBOM.', {
          changes: inZone('spec.ci'),
        }),
  ];
}
