import { isRollout, ROLLOUT } from '../../systems/delivery/rollout';
import { annotated, syncWave } from '../annotations';
import { workloadLabels } from '../labels';
import type { Emitter, ModuleContext } from '../types';

/** More replicas at once, fewer slowly: half of them a minute, after five quiet ones. */
const BEHAVIOR = {
  scaleDown: {
    stabilizationWindowSeconds: 300,
    policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }],
  },
};

/** Replicas by load. What it scales says no number. */
export const horizontalPodAutoscaler: Emitter<ModuleContext> = {
  file: () => 'horizontal-pod-autoscaler.yaml',
  home: 'module',
  kinds: [{ group: 'autoscaling', kind: 'HorizontalPodAutoscaler' }],
  writes: ['workload.autoscaling'],
  emit: context => {
    const { metadata, spec } = context.spec;
    const { kind, autoscaling } = spec.workload;
    if (!autoscaling || kind === 'job') {
      return [];
    }
    const { name } = metadata;
    const { minReplicas, maxReplicas } = autoscaling;
    const isScaledByRollout = isRollout(context.spec);
    return [
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: {
          name,
          labels: workloadLabels(name),
          // Before the Rollout it would fail, for it has nothing to scale.
          ...annotated(isScaledByRollout ? syncWave(4) : {}),
        },
        spec: {
          scaleTargetRef: isScaledByRollout
            ? { ...ROLLOUT, name }
            : { apiVersion: 'apps/v1', kind: 'Deployment', name },
          minReplicas,
          maxReplicas,
          metrics: [
            ...toMetric(name, 'cpu', autoscaling.cpuPercent),
            ...toMetric(name, 'memory', autoscaling.memoryPercent),
          ],
          behavior: BEHAVIOR,
        },
      },
    ];
  },
};

/** Of the module's container alone: what a sidecar uses says little about its load. */
function toMetric(
  container: string,
  name: 'cpu' | 'memory',
  averageUtilization: number | undefined,
): object[] {
  return averageUtilization === undefined
    ? []
    : [
        {
          type: 'ContainerResource',
          containerResource: {
            container,
            name,
            target: { type: 'Utilization', averageUtilization },
          },
        },
      ];
}
