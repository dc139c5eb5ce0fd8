import { randomUUID } from 'node:crypto';
import { ownedBy } from '../../content/Scope';
import { formatTime, SECOND_MS } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import {
  createPod,
  isCrashing,
  isReady,
  shortHash,
  templateOf,
  withReady,
} from './createPod';
import { toReplicaFailure, withTimes } from './deploymentStatus';
import { findRoom } from './findRoom';
import { hasVolumes } from './hasVolumes';
import { ownedIn } from './ownedIn';

/** How long containers start. Times have whole seconds, so it takes one or two. */
const START_MS = 2 * SECOND_MS;
const DEFAULT_HISTORY = 10;
const REVISION = 'deployment.kubernetes.io/revision';

/** What a ReplicaSet is scaled for. */
export interface Scaling {
  store: ObjectStore;
  now: Date;
  /** The Deployment or Rollout that owns it. */
  workload: KubeObject;
}

/**
 * The name of a pod template: another one for each change, and for each controller that
 * makes pods of it.
 */
export function hashOfTemplate(workload: KubeObject, controller = ''): string {
  return shortHash(`${controller}${sortedJson(templateOf(workload))}`, 10);
}

/** Brings a ReplicaSet to so many pods as it may have; returns those that it has. */
export function runReplicaSet(
  replicaSet: KubeObject,
  replicas: number,
  { store, now, workload }: Scaling,
): { pods: KubeObject[]; failure?: string } {
  const { namespace = '', uid } = replicaSet.metadata;
  const pods = ownedIn(store, KINDS.pod, namespace, uid);
  // Those that are not ready go first.
  const kept = [...pods].sort(
    (a, b) => Number(isReady(b)) - Number(isReady(a)),
  );
  for (const { metadata } of kept.splice(replicas)) {
    store.delete(KINDS.pod, namespace, metadata.name);
  }
  const missing = replicas - kept.length;
  const room =
    missing > 0
      ? findRoom(store, { owner: replicaSet, workload })
      : { pods: 0, refusal: '' };
  const failure = missing > room.pods ? room.refusal : undefined;
  for (let count = Math.min(missing, room.pods); count > 0; count -= 1) {
    const pod = createPod(replicaSet, { cluster: store.cluster, now });
    kept.push(store.put(pod));
  }
  const running = kept.map(pod => {
    const ageMs = now.getTime() - Date.parse(pod.metadata.creationTimestamp);
    const isDue = !isReady(pod) && !isCrashing(pod) && ageMs >= START_MS;
    return isDue && hasVolumes(store, pod)
      ? store.put(withReady(pod, now))
      : pod;
  });
  const ready = running.filter(isReady).length;
  const spec = isRecord(replicaSet.spec) ? replicaSet.spec : {};
  const count = running.length;
  store.put({
    ...replicaSet,
    spec: { ...spec, replicas },
    status: {
      replicas: count,
      observedGeneration: replicaSet.metadata.generation ?? 1,
      ...(count > 0 && {
        fullyLabeledReplicas: count,
        readyReplicas: ready,
        availableReplicas: ready,
      }),
      ...(failure && {
        conditions: [
          withTimes(replicaSet.status, now, toReplicaFailure(failure)),
        ],
      }),
    },
  });
  return { pods: running, failure };
}

/** A ReplicaSet for the pods of a workload as they are wanted now; with none yet. */
export function createReplicaSet(
  workload: KubeObject,
  options: {
    hash: string;
    /** The label that says the hash on the ReplicaSet and its pods. */
    hashLabel: string;
    now: Date;
    sets: readonly KubeObject[];
  },
): KubeObject {
  const { hash, hashLabel, now, sets } = options;
  const { name, namespace = '' } = workload.metadata;
  const { metadata, spec } = templateOf(workload);
  const labels = { ...(metadata.labels as object), [hashLabel]: hash };
  const revision = 1 + Math.max(0, ...sets.map(revisionOf));
  const { selector } = workload.spec as { selector?: JsonRecord };
  const matchLabels = isRecord(selector?.matchLabels)
    ? selector.matchLabels
    : {};
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      uid: randomUUID(),
      creationTimestamp: formatTime(now),
      labels,
      annotations: { [REVISION]: `${revision}` },
      ownerReferences: ownedBy(workload),
    },
    spec: {
      replicas: 0,
      selector: {
        ...selector,
        matchLabels: { ...matchLabels, [hashLabel]: hash },
      },
      template: { metadata: { ...metadata, labels }, spec },
    },
  };
}

function revisionOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.[REVISION] ?? 0) || 0;
}

/** How many pods a ReplicaSet is to have. */
export function scaleOf({ spec }: KubeObject): number {
  return isRecord(spec) ? Number(spec.replicas ?? 0) : 0;
}

/** Deletes ReplicaSets that nobody would go back to. */
export function forgetOldest(
  older: readonly KubeObject[],
  spec: JsonRecord,
  store: ObjectStore,
): void {
  const limit = Number(spec.revisionHistoryLimit ?? DEFAULT_HISTORY);
  const oldest = [...older].sort((a, b) => revisionOf(a) - revisionOf(b));
  const excess = Math.max(0, oldest.length - limit);
  for (const { metadata } of oldest.slice(0, excess)) {
    store.delete(KINDS.replicaSet, metadata.namespace, metadata.name);
  }
}

/** The same for the same fields, in whatever order they were written. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, child) =>
    isRecord(child)
      ? Object.fromEntries(
          Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : child,
  );
}
