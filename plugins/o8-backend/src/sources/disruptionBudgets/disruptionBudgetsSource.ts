import { createSource } from '../createSource';
import { looseName, looseNumber, looseObject, looseQuantity } from '../loose';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

/** What is kept of a PodDisruptionBudget: `disruptionBudgets.budget`. */
export type DisruptionBudgetValue = {
  /** A number or a share of the pods; one of the two. */
  minAvailable: string | null;
  maxUnavailable: string | null;
  /** `AlwaysAllow` lets nodes be emptied of pods that do not run anyway. */
  unhealthyPods: string;
  /** How many pods may be taken away now; null if nobody has counted yet. */
  allowed: number | null;
  conditions: Conditions;
};

const budgetSchema = looseObject({
  spec: looseObject({
    minAvailable: looseQuantity,
    maxUnavailable: looseQuantity,
    unhealthyPodEvictionPolicy: looseName,
  }),
  status: looseObject({
    disruptionsAllowed: looseNumber,
    currentHealthy: looseNumber,
    conditions: conditionsSchema,
  }),
});

/** How many pods may be taken away at once. */
export const disruptionBudgetsSource = createSource({
  id: 'disruptionBudgets',
  reach: 'placements',
  readings: [
    {
      group: 'policy',
      kind: 'PodDisruptionBudget',
      plural: 'poddisruptionbudgets',
      fact: 'budget',
      read(object) {
        const { spec, status } = budgetSchema.parse(object);
        const value: DisruptionBudgetValue = {
          minAvailable: spec.minAvailable ?? null,
          maxUnavailable: spec.maxUnavailable ?? null,
          unhealthyPods: spec.unhealthyPodEvictionPolicy ?? 'IfHealthyBudget',
          allowed: status.disruptionsAllowed ?? null,
          conditions: toConditions(status.conditions),
        };
        return { value, volatile: { healthy: status.currentHealthy ?? null } };
      },
    },
  ],
});
