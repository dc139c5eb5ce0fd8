import { selectorLabels, workloadLabels } from '../labels';
import type { Emitter, ModuleContext } from '../types';

/** One pod at a time may leave its node, and one that does not work always may. */
export const podDisruptionBudget: Emitter<ModuleContext> = {
  file: () => 'pod-disruption-budget.yaml',
  home: 'module',
  kinds: [{ group: 'policy', kind: 'PodDisruptionBudget' }],
  emit: context => {
    const { name } = context.spec.metadata;
    return hasSeveralPods(context)
      ? [
          {
            apiVersion: 'policy/v1',
            kind: 'PodDisruptionBudget',
            metadata: { name, labels: workloadLabels(name) },
            spec: {
              maxUnavailable: 1,
              unhealthyPodEvictionPolicy: 'AlwaysAllow',
              selector: { matchLabels: selectorLabels(name) },
            },
          },
        ]
      : [];
  },
};

/** With one pod it would change nothing: that one may go. */
function hasSeveralPods({ spec, placements }: ModuleContext): boolean {
  return (
    spec.spec.workload.kind !== 'job' &&
    placements.some(
      ({ replicas, workload }) =>
        (workload.autoscaling?.maxReplicas ?? replicas) > 1,
    )
  );
}
