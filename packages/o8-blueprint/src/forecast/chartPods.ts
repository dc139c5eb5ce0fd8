import { without, type Finding } from './findings';
import type { PlanIndex } from './indexPlan';

/** The answer for pods of a chart that may be on the network of their node. */
export function ofHostNetwork({ plan }: PlanIndex): Finding | undefined {
  // Pod Security below "privileged" admits none of them.
  return plan.spec.spec.workload.chart?.podSecurity?.level === 'privileged'
    ? without(
        'at-runtime',
        'Privileged pods may be on the network of their node, where no policy of the namespace counts.',
      )
    : undefined;
}

/** The answer for pods of a chart that may have left the mesh by a label. */
export function ofMesh({ plan }: PlanIndex): Finding | undefined {
  const { chart } = plan.spec.spec.workload;
  return chart
    ? without(
        'at-runtime',
        `Whether all pods of the chart ${chart.name} are in the mesh is seen when they run.`,
      )
    : undefined;
}
