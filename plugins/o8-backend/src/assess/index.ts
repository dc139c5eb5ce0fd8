import type { Assessor } from '@orchestr8/backstage-plugin-o8-node';
import { complianceAssessor } from './compliance/complianceAssessor';
import { recoveryAssessor } from './recovery/recoveryAssessor';
import { syncAssessor } from './sync/syncAssessor';

/** Every assessor, one for each facet. */
export const assessors: Assessor[] = [
  syncAssessor,
  complianceAssessor,
  recoveryAssessor,
];

export { AssessLoop } from './AssessLoop';
export { capVerdict } from './capVerdict';
export { EMPTY_STATES } from './emptyStates';
export { listJudged, type Judged } from './judged';
export { Rush } from './Rush';
export { pickStatuses } from './selectSources';
