import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { HASH_LABEL, isReady } from './createPod';
import { deploymentStatus } from './deploymentStatus';
import { ownedIn } from './ownedIn';
import {
  createReplicaSet,
  forgetOldest,
  hashOfTemplate,
  runReplicaSet,
  scaleOf,
  type Scaling,
} from './replicaSets';

/** A step of the controllers behind a Deployment: ReplicaSets, pods, and their kubelets. */
export function runDeployment(
  store: ObjectStore,
  deployment: KubeObject,
  now: Date,
): void {
  const { namespace = '', uid } = deployment.metadata;
  const spec = isRecord(deployment.spec) ? deployment.spec : {};
  const replicas = Math.max(0, Number(spec.replicas ?? 1) || 0);
  const context: Scaling = { store, now, workload: deployment };
  const sets = ownedIn(store, KINDS.replicaSet, namespace, uid);
  const hash = hashOfTemplate(deployment);
  let current = sets.find(each => each.metadata.labels?.[HASH_LABEL] === hash);
  // A paused one scales what it has, and begins nothing new.
  if (!current && spec.paused === true)
    current = sets.find(each => scaleOf(each) > 0);
  current ??= store.put(
    createReplicaSet(deployment, { hash, hashLabel: HASH_LABEL, now, sets }),
  );
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

/** Old pods go as new ones get ready: also where a quota leaves no room for both. */
function scaleDown(
  older: readonly KubeObject[],
  wanted: number,
  context: Scaling,
): KubeObject[] {
  let left = wanted;
  return older.flatMap(each => {
    const replicas = Math.min(scaleOf(each), left);
    left -= replicas;
    return runReplicaSet(each, replicas, context).pods;
  });
}
