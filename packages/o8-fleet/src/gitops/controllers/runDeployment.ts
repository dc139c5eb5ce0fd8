import { randomUUID } from 'node:crypto';
import { ownedBy } from '../../content/Scope';
import { formatTime, SECOND_MS } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import {
  createPod,
  HASH_LABEL,
  isCrashing,
  isReady,
  shortHash,
  templateOf,
  withReady,
} from './createPod';
import {
  deploymentStatus,
  toReplicaFailure,
  withTimes,
} from './deploymentStatus';
import { findRoom } from './findRoom';
import { hasVolumes } from './hasVolumes';
import { ownedIn } from './ownedIn';

/** How long containers start. Times have whole seconds, so it takes one or two. */
const START_MS = 2 * SECOND_MS;
const DEFAULT_HISTORY = 10;
const REVISION = 'deployment.kubernetes.io/revision';

/** A step of the controllers behind a Deployment: ReplicaSets, pods, and their kubelets. */
export function runDeployment(
  store: ObjectStore,
  deployment: KubeObject,
  now: Date,
): void {
  const { namespace = '', uid } = deployment.metadata;
  const spec = isRecord(deployment.spec) ? deployment.spec : {};
  const replicas = Math.max(0, Number(spec.replicas ?? 1) || 0);
  const context: Context = { store, now, deployment };
  const sets = ownedIn(store, KINDS.replicaSet, namespace, uid);
  const hash = shortHash(sortedJson(templateOf(deployment)), 10);
  let current = sets.find(each => each.metadata.labels?.[HASH_LABEL] === hash);
  // A paused one scales what it has, and begins nothing new.
  if (!current && spec.paused === true)
    current = sets.find(each => scaleOf(each) > 0);
  current ??= store.put(createReplicaSet(deployment, { hash, now, sets }));
  const older = sets.filter(each => each.metadata.uid !== current.metadata.uid);
  const isReplaced = isRecreated(spec) && older.some(each => scaleOf(each) > 0);
  const newest = runReplicaSet(current, isReplaced ? 0 : replicas, context);
  const ready = newest.pods.filter(isReady).length;
  const kept = isRecreated(spec) ? 0 : Math.max(0, replicas - ready);
  const oldPods = scaleDown(older, kept, context);
  if (ready >= replicas) forgetOldest(older, spec, store);
  const latest = store.get(
    KINDS.deployment,
    namespace,
    deployment.metadata.name,
  );
  if (latest?.metadata.uid !== uid) return;
  const status = deploymentStatus(latest, {
    replicas,
    updated: newest.pods,
    older: oldPods,
    failure: newest.failure,
    replicaSet: current.metadata.name,
    now,
  });
  store.put({ ...latest, status });
}

/** All old pods go before the first new one comes, as those must that share a volume. */
function isRecreated({ strategy }: JsonRecord): boolean {
  return isRecord(strategy) && strategy.type === 'Recreate';
}

interface Context {
  store: ObjectStore;
  now: Date;
  deployment: KubeObject;
}

/** Old pods go as new ones get ready: also where a quota leaves no room for both. */
function scaleDown(
  older: readonly KubeObject[],
  wanted: number,
  context: Context,
): KubeObject[] {
  let left = wanted;
  return older.flatMap(each => {
    const replicas = Math.min(scaleOf(each), left);
    left -= replicas;
    return runReplicaSet(each, replicas, context).pods;
  });
}

/** Brings a ReplicaSet to so many pods as it may have; returns those that it has. */
function runReplicaSet(
  replicaSet: KubeObject,
  replicas: number,
  { store, now, deployment }: Context,
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
      ? findRoom(store, { owner: replicaSet, workload: deployment })
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

function createReplicaSet(
  deployment: KubeObject,
  options: { hash: string; now: Date; sets: readonly KubeObject[] },
): KubeObject {
  const { hash, now, sets } = options;
  const { name, namespace = '' } = deployment.metadata;
  const { metadata, spec } = templateOf(deployment);
  const labels = { ...(metadata.labels as object), [HASH_LABEL]: hash };
  const revision = 1 + Math.max(0, ...sets.map(revisionOf));
  const { selector } = deployment.spec as { selector?: JsonRecord };
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
      ownerReferences: ownedBy(deployment),
    },
    spec: {
      replicas: 0,
      selector: {
        ...selector,
        matchLabels: { ...matchLabels, [HASH_LABEL]: hash },
      },
      template: { metadata: { ...metadata, labels }, spec },
    },
  };
}

function revisionOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.[REVISION] ?? 0) || 0;
}

function scaleOf({ spec }: KubeObject): number {
  return isRecord(spec) ? Number(spec.replicas ?? 0) : 0;
}

function forgetOldest(
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
