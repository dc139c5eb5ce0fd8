import {
  fails,
  inModule,
  ofKind,
  onEachCluster,
  satisfied,
  without,
  type Forecaster,
} from '../findings';
import { readRecord, readText } from '../readField';
import { EXCEPTION } from '../../systems/policies/policyException';
import type { PlannedObject } from '../indexPlan';
import { readException } from './pods';

/** Checks of who answers for what. */
export const governance: Record<string, Forecaster> = {
  'GOV-1': ({ entity }) => [
    entity && readText(entity.object, 'spec.owner')
      ? satisfied(`${readText(entity.object, 'spec.owner')} owns it.`, [entity])
      : fails('No entity says who owns it.', {
          changes: inModule('metadata.owner'),
        }),
  ],
  'GOV-2': index => {
    if (!index.plan.spec.spec.workload.chart?.podSecurity) {
      return [without('not-applicable', 'It has no exceptions.')];
    }
    return onEachCluster(index, ({ boundary }) => {
      const namespaces = ofKind(boundary, '', 'Namespace');
      const exceptions = ofKind(
        boundary,
        'policies.kyverno.io',
        'PolicyException',
      );
      const isComplete =
        namespaces.some(namespace => {
          const { owner, reason, expires } = readException(namespace);
          return owner && reason && expires;
        }) && exceptions.every(isAnswered);
      return isComplete
        ? satisfied('Its exception has an owner, a reason and an end.', [
            ...namespaces,
            ...exceptions,
          ])
        : fails('An exception has no owner, no reason or no end.', {
            objects: namespaces,
            changes: inModule('spec.workload.chart.podSecurity'),
          });
    });
  },
};

/** Whether an exception from a policy says who answers for it, why, and until when. */
function isAnswered({ object }: PlannedObject): boolean {
  const annotations = readRecord(object, 'metadata.annotations');
  return (
    Boolean(readText(object, 'spec.expiresAt')) &&
    ['owner', 'reason'].every(key => annotations[`${EXCEPTION}${key}`])
  );
}
