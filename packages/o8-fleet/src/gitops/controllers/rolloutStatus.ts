import type { KubeObject } from '../../types';
import type { JsonRecord } from '../render/parseManifests';
import { isReady } from './createPod';
import { withTimes } from './deploymentStatus';
import type { CanaryGoal } from './rolloutSteps';

/** What a Rollout says of its pods, and in which phase it is. */
export function rolloutStatus(
  rollout: KubeObject,
  state: {
    replicas: number;
    /** Pods of the newest template. */
    newest: readonly KubeObject[];
    old: readonly KubeObject[];
    /** Absent where all pods are to be new at once. */
    goal: CanaryGoal | undefined;
    /** Whether the newest pods have everything. */
    areAllReady: boolean;
    now: Date;
  },
): JsonRecord {
  const { replicas, newest, old, goal, areAllReady, now } = state;
  const all = [...newest, ...old];
  const ready = all.filter(isReady).length;
  const isAvailable = ready >= replicas;
  const tell = (
    type: string,
    isTrue: boolean,
    [reason, message]: [reason: string, message: string],
  ) =>
    withTimes(rollout.status, now, {
      type,
      status: isTrue ? 'True' : 'False',
      reason,
      message,
    });
  return {
    observedGeneration: `${rollout.metadata.generation ?? 1}`,
    replicas: all.length,
    updatedReplicas: newest.length,
    readyReplicas: ready,
    availableReplicas: ready,
    HPAReplicas: all.length,
    ...phaseOf(goal, areAllReady, newest.length < replicas),
    conditions: [
      tell('Available', isAvailable, [
        'AvailableReason',
        isAvailable
          ? 'Rollout has minimum availability'
          : 'Rollout does not have minimum availability',
      ]),
      tell('Progressing', true, [
        areAllReady ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
        areAllReady
          ? 'ReplicaSet has successfully progressed.'
          : 'ReplicaSet is progressing.',
      ]),
      tell('Completed', areAllReady, [
        'RolloutCompleted',
        areAllReady ? 'Rollout completed' : 'Rollout not completed',
      ]),
    ],
  };
}

function phaseOf(
  goal: CanaryGoal | undefined,
  areAllReady: boolean,
  isMissing: boolean,
): { phase: string; message?: string } {
  if (areAllReady) return { phase: 'Healthy' };
  if (goal?.isPaused) return { phase: 'Paused', message: 'CanaryPauseStep' };
  return {
    phase: 'Progressing',
    message: isMissing
      ? 'more replicas need to be updated'
      : 'updated replicas are still becoming available',
  };
}
