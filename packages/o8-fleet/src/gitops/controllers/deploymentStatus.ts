import { formatTime } from '../../content/time';
import type { KubeObject } from '../../types';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { isReady } from './createPod';

/** What a Deployment reports of its pods. */
export function deploymentStatus(
  deployment: KubeObject,
  state: {
    replicas: number;
    /** Pods of the newest template. */
    updated: readonly KubeObject[];
    older: readonly KubeObject[];
    replicaSet: string;
    now: Date;
  },
): JsonRecord {
  const { replicas, updated, older, replicaSet, now } = state;
  const all = [...updated, ...older];
  const ready = all.filter(isReady).length;
  const isComplete =
    older.length === 0 && updated.length === replicas && ready === replicas;
  const isAvailable = ready >= replicas;
  const before = isRecord(deployment.status) ? deployment.status : {};
  const { name, generation } = deployment.metadata;
  return {
    observedGeneration: generation ?? 1,
    replicas: all.length,
    updatedReplicas: updated.length,
    readyReplicas: ready,
    availableReplicas: ready,
    ...(ready < replicas && { unavailableReplicas: replicas - ready }),
    conditions: [
      condition(before, now, {
        type: 'Available',
        status: isAvailable ? 'True' : 'False',
        reason: `MinimumReplicas${isAvailable ? 'Available' : 'Unavailable'}`,
        message: `Deployment ${
          isAvailable ? 'has' : 'does not have'
        } minimum availability.`,
      }),
      condition(before, now, {
        type: 'Progressing',
        status: 'True',
        reason: isComplete ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
        message: isComplete
          ? `ReplicaSet "${replicaSet}" has successfully progressed.`
          : `ReplicaSet "${replicaSet}" of "${name}" is progressing.`,
      }),
    ],
  };
}

/** With the times of the condition that was there before, as far as it is the same. */
function condition(
  before: JsonRecord,
  now: Date,
  next: { type: string; status: string; reason: string; message: string },
): JsonRecord {
  const time = formatTime(now);
  const conditions = Array.isArray(before.conditions) ? before.conditions : [];
  const known = conditions.find(
    each => isRecord(each) && each.type === next.type,
  );
  const isSame = known?.status === next.status;
  const isEqual = isSame && known?.message === next.message;
  return {
    ...next,
    lastTransitionTime: isSame ? known.lastTransitionTime : time,
    lastUpdateTime: isEqual ? known.lastUpdateTime : time,
  };
}
