import { createHash, randomUUID } from 'node:crypto';
import { NODES, podStatus } from '../../content/objects/podObjects';
import { ownedBy } from '../../content/Scope';
import { formatTime } from '../../content/time';
import type { KubeObject } from '../../types';
import { isRecord, type JsonRecord } from '../render/parseManifests';

/** What Kubernetes makes names of. */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';
/** The name of a template on its ReplicaSet and pods. */
export const HASH_LABEL = 'pod-template-hash';

/** A short name that depends on a text alone. */
export function shortHash(text: string, length: number): string {
  const digest = createHash('sha256').update(text).digest();
  return Array.from(
    digest.subarray(0, length),
    byte => SAFE[byte % SAFE.length],
  ).join('');
}

/** The pod template of a workload, as far as somebody wrote one. */
export function templateOf(workload: KubeObject): {
  metadata: JsonRecord;
  spec: JsonRecord;
} {
  const spec = isRecord(workload.spec) ? workload.spec : {};
  const template = isRecord(spec.template) ? spec.template : {};
  return {
    metadata: isRecord(template.metadata) ? template.metadata : {},
    spec: isRecord(template.spec) ? template.spec : {},
  };
}

/** A new pod of a ReplicaSet or a Job, on a node and not ready yet. */
export function createPod(
  workload: KubeObject,
  options: { cluster: string; now: Date },
): KubeObject {
  const { cluster, now } = options;
  const { name: owner, namespace = '' } = workload.metadata;
  const uid = randomUUID();
  const bytes = createHash('sha256').update(uid).digest();
  const node = 1 + (bytes[0] % NODES);
  const time = formatTime(now);
  const { metadata, spec } = templateOf(workload);
  const pod: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(metadata.annotations ? { annotations: metadata.annotations } : {}),
      name: `${owner}-${shortHash(uid, 5)}`,
      namespace,
      uid,
      creationTimestamp: time,
      ...(metadata.labels ? { labels: metadata.labels } : {}),
      ownerReferences: ownedBy(workload),
    } as KubeObject['metadata'],
    spec: {
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      ...spec,
      nodeName: `${cluster}-node-${node}`,
    },
  };
  const address = {
    podIp: `10.${20 + node}.${bytes[1]}.${2 + (bytes[2] % 253)}`,
    hostIp: `10.0.0.${10 + node}`,
  };
  return withState(pod, { ...address, startTime: time, time, isReady: false });
}

/** The pod when all its containers answer. */
export function withReady(pod: KubeObject, now: Date): KubeObject {
  const status = isRecord(pod.status) ? pod.status : {};
  return withState(pod, {
    podIp: `${status.podIP}`,
    hostIp: `${status.hostIP}`,
    startTime: `${status.startTime}`,
    time: formatTime(now),
    isReady: true,
  });
}

/** The pod when all its containers have done what they had to. */
export function withSucceeded(pod: KubeObject, now: Date): KubeObject {
  const status = isRecord(pod.status) ? pod.status : {};
  const finishedAt = formatTime(now);
  const each = (list: unknown, change: (item: JsonRecord) => JsonRecord) =>
    (Array.isArray(list) ? list : []).filter(isRecord).map(change);
  return {
    ...pod,
    status: {
      ...status,
      phase: 'Succeeded',
      conditions: each(status.conditions, condition =>
        `${condition.type}`.endsWith('Ready')
          ? {
              ...condition,
              status: 'False',
              reason: 'PodCompleted',
              lastTransitionTime: finishedAt,
            }
          : condition,
      ),
      containerStatuses: each(status.containerStatuses, container => ({
        ...container,
        ready: false,
        started: false,
        state: {
          terminated: {
            exitCode: 0,
            reason: 'Completed',
            startedAt: status.startTime,
            finishedAt,
          },
        },
      })),
    },
  };
}

/** Whether a pod has ended. */
export function hasEnded({ status }: KubeObject): boolean {
  const phase = isRecord(status) ? status.phase : undefined;
  return phase === 'Succeeded' || phase === 'Failed';
}

/** Whether a pod is ready. */
export function isReady({ status }: KubeObject): boolean {
  const conditions = isRecord(status) ? status.conditions : undefined;
  return (
    Array.isArray(conditions) &&
    conditions.some(
      each => isRecord(each) && each.type === 'Ready' && each.status === 'True',
    )
  );
}

/** Whether a container ends again and again: such a pod does not get ready by waiting. */
export function isCrashing({ status }: KubeObject): boolean {
  const containers = isRecord(status) ? status.containerStatuses : undefined;
  return (
    Array.isArray(containers) &&
    containers.some(
      ({ state }) => state?.waiting?.reason === 'CrashLoopBackOff',
    )
  );
}

function withState(
  pod: KubeObject,
  state: {
    podIp: string;
    hostIp: string;
    startTime: string;
    time: string;
    isReady: boolean;
  },
): KubeObject {
  const spec = isRecord(pod.spec) ? pod.spec : {};
  const containers = (
    Array.isArray(spec.containers) ? spec.containers : []
  ).filter(isRecord);
  const states = containers.map(({ name, image }) =>
    podStatus({ ...state, name: `${name}`, image: `${image}` }),
  );
  const [first = podStatus({ ...state, name: '', image: '' })] = states;
  return {
    ...pod,
    status: {
      ...first,
      containerStatuses: states.flatMap(each => each.containerStatuses),
    },
  };
}
