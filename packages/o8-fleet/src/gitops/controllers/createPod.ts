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

/** A new pod of a ReplicaSet, on a node and not ready yet. */
export function createPod(
  replicaSet: KubeObject,
  options: { cluster: string; now: Date },
): KubeObject {
  const { cluster, now } = options;
  const { name: owner, namespace = '', labels } = replicaSet.metadata;
  const uid = randomUUID();
  const bytes = createHash('sha256').update(uid).digest();
  const node = 1 + (bytes[0] % NODES);
  const time = formatTime(now);
  const { metadata, spec } = templateOf(replicaSet);
  const pod: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(metadata.annotations ? { annotations: metadata.annotations } : {}),
      name: `${owner}-${shortHash(uid, 5)}`,
      namespace,
      uid,
      creationTimestamp: time,
      labels: {
        ...(metadata.labels as Record<string, string> | undefined),
        [HASH_LABEL]: labels?.[HASH_LABEL] ?? '',
      },
      ownerReferences: ownedBy(replicaSet),
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
