import {
  ANNOTATION_RPO,
  ANNOTATION_TIER,
} from '@orchestr8/backstage-plugin-o8-common';
import { fails, inModule, satisfied, type Forecaster } from '../findings';
import { readRecord } from '../readField';

const ANNOTATION_RTO = 'orchestr8.io/rto';

const OBJECTIVES = [
  { annotation: ANNOTATION_TIER, field: 'spec.recovery.tier' },
  { annotation: ANNOTATION_RPO, field: 'spec.recovery.rpo' },
  { annotation: ANNOTATION_RTO, field: 'spec.recovery.rto' },
];

/** Checks of disaster recovery. */
export const recovery: Record<string, Forecaster> = {
  'DR-5': ({ entity }) => {
    if (!entity) {
      return [fails('No entity is planned.')];
    }
    const annotations = readRecord(entity.object, 'metadata.annotations');
    const missing = OBJECTIVES.filter(
      ({ annotation }) => typeof annotations[annotation] !== 'string',
    ).map(({ field }) => field);
    return [
      missing.length > 0
        ? fails('The entity does not say tier, RPO and RTO.', {
            objects: [entity],
            changes: inModule(...missing),
          })
        : satisfied('The entity says tier, RPO and RTO.', [entity]),
    ];
  },
};
