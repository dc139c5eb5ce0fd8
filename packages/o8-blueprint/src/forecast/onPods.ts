import { onEachCluster, without, fails, type Finding } from './findings';
import { findPods, type PlannedPods } from './findPods';
import type { PlacementIndex, PlanIndex } from './indexPlan';

/**
 * Asks something of the pods on each cluster. Those of a chart are seen when they run;
 * where there should be some and none is planned, nothing is proven.
 */
export function onPods(
  index: PlanIndex,
  look: (pods: PlannedPods[], at: PlacementIndex) => Finding,
): Finding[] {
  const { chart } = index.plan.spec.spec.workload;
  return onEachCluster(index, at => {
    if (chart) {
      return without(
        'at-runtime',
        `The pods are those of the chart ${chart.name}, which is not rendered here.`,
      );
    }
    if (at.unread.length > 0) {
      return without('not-checked', `Not understood: ${at.unread.join('; ')}.`);
    }
    const pods = findPods(at);
    return pods.length === 0
      ? fails('No workload is planned.')
      : look(pods, at);
  });
}
