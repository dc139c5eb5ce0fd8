import { createSource } from '../createSource';
import { looseName, looseNumber, looseObject } from '../loose';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

/** What is kept of a HorizontalPodAutoscaler: `autoscalers.autoscaler`. */
export type AutoscalerValue = {
  target: { kind: string; name: string };
  min: number;
  max: number | null;
  /** Whether it would take more pods than it may. */
  isAtMax: boolean;
  /** What keeps it from its work; reasons of what works change with the load. */
  troubles: Conditions;
};

const autoscalerSchema = looseObject({
  spec: looseObject({
    scaleTargetRef: looseObject({ kind: looseName, name: looseName }),
    minReplicas: looseNumber,
    maxReplicas: looseNumber,
  }),
  status: looseObject({
    currentReplicas: looseNumber,
    desiredReplicas: looseNumber,
    conditions: conditionsSchema,
  }),
});

/** How many pods there may be, by load. */
export const autoscalersSource = createSource({
  id: 'autoscalers',
  reach: 'placements',
  readings: [
    {
      group: 'autoscaling',
      kind: 'HorizontalPodAutoscaler',
      plural: 'horizontalpodautoscalers',
      fact: 'autoscaler',
      read(object) {
        const { spec, status } = autoscalerSchema.parse(object);
        const { kind = '', name = '' } = spec.scaleTargetRef;
        const { ScalingLimited: limited, ...works } = toConditions(
          status.conditions,
        );
        const value: AutoscalerValue = {
          target: { kind, name },
          min: spec.minReplicas ?? 1,
          max: spec.maxReplicas ?? null,
          isAtMax:
            limited?.status === 'True' && limited.reason === 'TooManyReplicas',
          troubles: Object.fromEntries(
            Object.entries(works).filter(([, said]) => said.status !== 'True'),
          ),
        };
        return {
          value,
          volatile: {
            current: status.currentReplicas ?? null,
            desired: status.desiredReplicas ?? null,
          },
        };
      },
    },
  ],
});
