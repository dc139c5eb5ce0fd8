import { isEqualJson } from '../../apiserver/store/isEqualJson';
import { formatTime } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { isReady } from './createPod';
import { ownedIn } from './ownedIn';
import {
  createReplicaSet,
  forgetOldest,
  hashOfTemplate,
  runReplicaSet,
  type Scaling,
} from './replicaSets';
import { advanceCanary, type CanaryGoal } from './rolloutSteps';
import { rolloutStatus } from './rolloutStatus';
import {
  canaryOf,
  ROLLOUT_HASH,
  shiftRequests,
  type Versions,
} from './shiftRequests';

const STEP_PAUSE = 'CanaryPauseStep';

/**
 * A step of Argo Rollouts behind a Rollout: the first version comes at once, each
 * further one in the steps of its canary.
 */
export function runRollout(
  store: ObjectStore,
  rollout: KubeObject,
  now: Date,
): void {
  const workload = withTemplate(store, rollout);
  if (!workload) {
    tellMissing(store, rollout);
    return;
  }
  const { namespace = '', uid } = rollout.metadata;
  const context: Scaling = { store, now, workload };
  const sets = ownedIn(store, KINDS.replicaSet, namespace, uid);
  // The Deployment that it refers to has a ReplicaSet for the same pods.
  const hash = hashOfTemplate(workload, KINDS.rollout.kind);
  const current =
    sets.find(each => hashOf(each) === hash) ??
    store.put(
      createReplicaSet(workload, { hash, hashLabel: ROLLOUT_HASH, now, sets }),
    );
  const older = sets.filter(each => each.metadata.uid !== current.metadata.uid);
  const before = recordOf(rollout.status);
  const stable = older.find(each => hashOf(each) === before.stableRS);
  const replicas = replicasOf(rollout);
  const goal = stable
    ? nextGoal(rollout, { hash, ready: readyOf(store, current), now })
    : undefined;
  const isLast = goal === undefined || goal.index >= stepsOf(rollout).length;
  const share = isLast ? 100 : goal.podsPercent;
  const newest = runReplicaSet(current, ceilOf(replicas, share), context).pods;
  const areAllReady = isLast && newest.filter(isReady).length >= replicas;
  // What has served so far goes when all are there, and stands by until then.
  const old = older.flatMap(each => {
    const isKept = each === stable && !areAllReady;
    return runReplicaSet(each, isKept ? replicas : 0, context).pods;
  });
  if (areAllReady) forgetOldest(older, recordOf(rollout.spec), store);
  const stableHash = areAllReady || !stable ? hash : hashOf(stable);
  const percent = areAllReady || !goal ? 0 : goal.requestsPercent;
  const versions = { stable: stableHash, canary: hash };
  shiftRequests(store, rollout, { percent, versions });
  scaleWorkloadDown(store, rollout, newest.filter(isReady).length);
  const pods = { replicas, newest, old, goal, areAllReady, now };
  put(store, rollout, {
    ...rolloutStatus(rollout, pods),
    currentPodHash: hash,
    // A first version that never came is no way back.
    ...((areAllReady || stable) && { stableRS: stableHash }),
    currentStepIndex: isLast ? stepsOf(rollout).length : goal.index,
    ...(goal?.isPaused && toPause(goal, now)),
    ...(stable && !areAllReady && toShares(rollout, { percent, versions })),
  });
}

function toPause({ pausedSinceMs }: CanaryGoal, now: Date): JsonRecord {
  const startTime = formatTime(new Date(pausedSinceMs ?? now));
  return { pauseConditions: [{ reason: STEP_PAUSE, startTime }] };
}

function toShares(
  rollout: KubeObject,
  { percent, versions }: { percent: number; versions: Versions },
): JsonRecord {
  const { canaryService, stableService } = canaryOf(rollout);
  return {
    canary: {
      weights: {
        canary: {
          podTemplateHash: versions.canary,
          serviceName: canaryService,
          weight: percent,
        },
        stable: {
          podTemplateHash: versions.stable,
          serviceName: stableService,
          weight: 100 - percent,
        },
      },
    },
  };
}

/** Another change begins at the first step again. */
function nextGoal(
  rollout: KubeObject,
  { hash, ready, now }: { hash: string; ready: number; now: Date },
): CanaryGoal {
  const before = recordOf(rollout.status);
  const isKnown = before.currentPodHash === hash;
  const index = isKnown ? Number(before.currentStepIndex ?? 0) : 0;
  const [pause] = Array.isArray(before.pauseConditions)
    ? before.pauseConditions
    : [];
  const sinceMs = isKnown
    ? Date.parse(recordOf(pause).startTime as string)
    : NaN;
  const steps = stepsOf(rollout);
  const { setWeight = 0 } = recordOf(steps[index]);
  const state = {
    index,
    ...(Number.isFinite(sinceMs) && { pausedSinceMs: sinceMs }),
  };
  const wanted = ceilOf(replicasOf(rollout), Number(setWeight));
  const nowMs = now.getTime();
  return advanceCanary(steps, state, { areReady: ready >= wanted, nowMs });
}

/** With the pods of the Deployment that it refers to; undefined where that is not there. */
function withTemplate(
  store: ObjectStore,
  rollout: KubeObject,
): KubeObject | undefined {
  const spec = recordOf(rollout.spec);
  if (!isRecord(spec.workloadRef)) return rollout;
  const deployment = findWorkload(store, rollout);
  if (!deployment) return undefined;
  const { template, selector } = recordOf(deployment.spec);
  return { ...rollout, spec: { ...spec, template, selector } };
}

function findWorkload(
  store: ObjectStore,
  { metadata, spec }: KubeObject,
): KubeObject | undefined {
  const { name } = recordOf(recordOf(spec).workloadRef);
  return store.get(KINDS.deployment, metadata.namespace, `${name}`);
}

/** The pods of a Deployment that had its own go as those of the Rollout come. */
function scaleWorkloadDown(
  store: ObjectStore,
  rollout: KubeObject,
  ready: number,
): void {
  const { scaleDown } = recordOf(recordOf(rollout.spec).workloadRef);
  const deployment = findWorkload(store, rollout);
  if (!deployment || !scaleDown || scaleDown === 'never') return;
  const spec = recordOf(deployment.spec);
  const has = Number(spec.replicas ?? 1);
  const replicas = Math.min(has, Math.max(0, replicasOf(rollout) - ready));
  if (replicas !== spec.replicas) {
    store.put({ ...deployment, spec: { ...spec, replicas } });
  }
}

function tellMissing(store: ObjectStore, rollout: KubeObject): void {
  const { name } = recordOf(recordOf(rollout.spec).workloadRef);
  put(store, rollout, {
    ...recordOf(rollout.status),
    observedGeneration: `${rollout.metadata.generation ?? 1}`,
    phase: 'Degraded',
    message: `InvalidSpec: The Rollout "${rollout.metadata.name}" is invalid: spec.workloadRef.name: Invalid value: "${name}": deployments.apps "${name}" not found`,
  });
}

function put(store: ObjectStore, rollout: KubeObject, status: object): void {
  const { namespace, name } = rollout.metadata;
  const live = store.get(KINDS.rollout, namespace, name);
  if (!live) return;
  const told = JSON.parse(JSON.stringify(status));
  if (!isEqualJson(live.status, told)) store.put({ ...live, status: told });
}

function readyOf(store: ObjectStore, { metadata }: KubeObject): number {
  const { namespace = '', uid } = metadata;
  return ownedIn(store, KINDS.pod, namespace, uid).filter(isReady).length;
}

function stepsOf(rollout: KubeObject): readonly unknown[] {
  const { steps } = canaryOf(rollout);
  return Array.isArray(steps) ? steps : [];
}

function replicasOf({ spec }: KubeObject): number {
  return Math.max(0, Number(recordOf(spec).replicas ?? 1) || 0);
}

function hashOf({ metadata }: KubeObject): string {
  return metadata.labels?.[ROLLOUT_HASH] ?? '';
}

function ceilOf(replicas: number, percent: number): number {
  return Math.ceil((replicas * percent) / 100);
}

function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}
