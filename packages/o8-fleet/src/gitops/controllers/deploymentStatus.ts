import { formatTime, SECOND_MS } from '../../content/time';
import type { KubeObject } from '../../types';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { isReady } from './createPod';

const DEFAULT_DEADLINE_S = 600;
const COMPLETE = 'NewReplicaSetAvailable';

/** What a condition says, without its times. */
interface Condition {
  type: string;
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** What a Deployment reports of its pods. */
export function deploymentStatus(
  deployment: KubeObject,
  state: {
    replicas: number;
    /** Pods of the newest template. */
    updated: readonly KubeObject[];
    older: readonly KubeObject[];
    replicaSet: string;
    /** Why there are not more pods. */
    failure: string | undefined;
    now: Date;
  },
): JsonRecord {
  const { replicas, updated, older, failure, now } = state;
  const all = [...updated, ...older];
  const ready = all.filter(isReady).length;
  const isWhole =
    older.length === 0 && updated.length === replicas && ready === replicas;
  const isAvailable = ready >= replicas;
  const before = isRecord(deployment.status) ? deployment.status : {};
  const { generation } = deployment.metadata;
  return {
    observedGeneration: generation ?? 1,
    replicas: all.length,
    updatedReplicas: updated.length,
    readyReplicas: ready,
    availableReplicas: ready,
    ...(ready < replicas && { unavailableReplicas: replicas - ready }),
    conditions: [
      withTimes(before, now, {
        type: 'Available',
        status: isAvailable ? 'True' : 'False',
        reason: `MinimumReplicas${isAvailable ? 'Available' : 'Unavailable'}`,
        message: `Deployment ${
          isAvailable ? 'has' : 'does not have'
        } minimum availability.`,
      }),
      progressOf(deployment, before, {
        isComplete: isWhole,
        hasProgressed:
          updated.length > Number(before.updatedReplicas ?? 0) ||
          ready > Number(before.readyReplicas ?? 0),
        ...state,
      }),
      ...(failure ? [withTimes(before, now, toReplicaFailure(failure))] : []),
    ],
  };
}

/** Whether all pods of a Deployment are as wanted. */
export function isRolledOut({ status }: KubeObject): boolean {
  const { reason } = findCondition(status, 'Progressing') ?? {};
  return reason === COMPLETE;
}

/** The condition for pods that could not be created. */
export function toReplicaFailure(message: string): Condition {
  return {
    type: 'ReplicaFailure',
    status: 'True',
    reason: 'FailedCreate',
    message,
  };
}

/** Whoever makes no progress for long has failed; a further step begins anew. */
function progressOf(
  { metadata, spec }: KubeObject,
  before: JsonRecord,
  state: {
    isComplete: boolean;
    hasProgressed: boolean;
    replicaSet: string;
    now: Date;
  },
): JsonRecord {
  const { isComplete, hasProgressed, replicaSet, now } = state;
  const type = 'Progressing';
  const named = `ReplicaSet "${replicaSet}"`;
  if (isComplete) {
    return withTimes(before, now, {
      type,
      status: 'True',
      reason: COMPLETE,
      message: `${named} has successfully progressed.`,
    });
  }
  const { progressDeadlineSeconds, paused } = isRecord(spec) ? spec : {};
  const deadlineMs =
    Number(progressDeadlineSeconds ?? DEFAULT_DEADLINE_S) * SECOND_MS;
  const next = {
    type,
    status: 'True',
    reason: 'ReplicaSetUpdated',
    message: `${named} of "${metadata.name}" is progressing.`,
  } as const;
  const timedOut = {
    type,
    status: 'False',
    reason: 'ProgressDeadlineExceeded',
    message: `${named} has timed out progressing.`,
  } as const;
  if (paused === true) return withTimes(before, now, next);
  if (hasProgressed) {
    return { ...withTimes(before, now, next), lastUpdateTime: formatTime(now) };
  }
  const known = findCondition(before, type);
  const sinceMs = now.getTime() - Date.parse(`${known?.lastUpdateTime}`);
  const isLate = known?.message === next.message && sinceMs >= deadlineMs;
  const isOver = isLate || known?.message === timedOut.message;
  return withTimes(before, now, isOver ? timedOut : next);
}

function findCondition(status: unknown, type: string): JsonRecord | undefined {
  const conditions = isRecord(status) ? status.conditions : undefined;
  return Array.isArray(conditions)
    ? conditions.find(each => isRecord(each) && each.type === type)
    : undefined;
}

/** With the times of the condition that was there before, as far as it is the same. */
export function withTimes(
  before: unknown,
  now: Date,
  next: Condition,
): JsonRecord {
  const time = formatTime(now);
  const known = findCondition(before, next.type);
  const isSame = known?.status === next.status;
  const isEqual = isSame && known?.message === next.message;
  return {
    ...next,
    lastTransitionTime: isSame ? known.lastTransitionTime : time,
    lastUpdateTime: isEqual ? known.lastUpdateTime : time,
  };
}
