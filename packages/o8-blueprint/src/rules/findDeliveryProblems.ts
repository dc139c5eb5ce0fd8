import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { invalid } from './invalid';
import type { SpecParts, SpecRule } from './specParts';

/** Steps and weights belong to their strategies, and those to what can be shifted. */
export const findDeliveryProblems: SpecRule = ({ workload, fields }) => {
  const { delivery } = fields;
  const promotions = findPromotionProblems(fields);
  if (!delivery) {
    return promotions;
  }
  const { strategy, steps, weights, successRatePercent } = delivery;
  const problems = [];
  const belongs = (field: string, value: unknown, to: string) => {
    if (value !== undefined && strategy !== to) {
      const message = `is for "strategy: ${to}" only`;
      problems.push(invalid(['delivery', field], message));
    }
  };
  belongs('steps', steps, 'canary');
  belongs('successRatePercent', successRatePercent, 'canary');
  belongs('weights', weights, 'weights');
  if (strategy === 'weights' && !weights) {
    const message = 'is missing: "strategy: weights" needs them';
    problems.push(invalid(['delivery', 'weights'], message));
  }
  steps?.forEach(({ weightPercent }, index) => {
    if (index > 0 && weightPercent <= steps[index - 1].weightPercent) {
      const path = ['delivery', 'steps', index, 'weightPercent'];
      const message = `must be more than ${
        steps[index - 1].weightPercent
      }, the step before: a canary only grows`;
      problems.push(invalid(path, message));
    }
  });
  if (strategy !== 'rolling' && workload.kind !== undefined) {
    const { kind, chart, volumes = [], autoscaling } = workload;
    const path = ['delivery', 'strategy'];
    if (kind !== 'service' || chart) {
      const what = chart ? 'a chart' : `a ${kind}`;
      const message = `must be rolling: requests cannot be shifted between versions of ${what}`;
      problems.push(invalid(path, message));
    }
    if (volumes.some(({ accessMode }) => accessMode === 'ReadWriteOnce')) {
      const message =
        'must be rolling: two versions cannot have a ReadWriteOnce volume at once';
      problems.push(invalid(path, message));
    }
    if (autoscaling && autoscaling.minReplicas < 2) {
      problems.push(
        invalid(
          ['workload', 'autoscaling', 'minReplicas'],
          `must be at least 2 with "delivery.strategy: ${strategy}": each version needs one`,
        ),
      );
    }
  }
  return [...problems, ...promotions];
};

/** A version goes from one placement to the next only where somebody says which that is. */
function findPromotionProblems({
  delivery,
  placements = [],
}: SpecParts['fields']): Problem[] {
  const orders = placements.map(({ promotionOrder }) => promotionOrder);
  if (delivery?.promotion !== 'pull-request') {
    return orders.flatMap((order, index) =>
      order === undefined
        ? []
        : [
            invalid(
              ['placements', index, 'promotionOrder'],
              'is for "delivery.promotion: pull-request" only',
            ),
          ],
    );
  }
  const missing = orders.flatMap((order, index) =>
    order === undefined
      ? [
          invalid(
            ['placements', index, 'promotionOrder'],
            'is missing: "delivery.promotion: pull-request" needs to know which placement comes when',
          ),
        ]
      : [],
  );
  return missing.length === 0 && new Set(orders).size < 2
    ? [
        invalid(
          ['delivery', 'promotion'],
          'needs placements with two different numbers in promotionOrder at least: with fewer nothing is promoted',
        ),
      ]
    : missing;
}
