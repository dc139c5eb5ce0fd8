import type { KubeObject } from '../../types';
import type { Placement, Release } from '../Placement';
import { ownedBy } from '../Scope';
import { MINUTE_MS } from '../time';
import {
  createPod,
  podAgeMs,
  podTemplate,
  templateHash,
  type Pod,
  type PodFault,
} from './podObjects';

/** How long the degraded module has been so. */
export const DEGRADED_MS = 47 * MINUTE_MS;

const rollingUpdate = {
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
};

/** A Deployment or a Rollout: alike in all that matters here. */
export type Workload = KubeObject & {
  spec: { template: { spec: { containers: { image: string }[] } } } & Record<
    string,
    unknown
  >;
  status: Record<string, unknown>;
};

/** How far a workload has come. */
export interface WorkloadProgress {
  replicas: number;
  ready: number;
  updated: number;
  isPaused?: boolean;
  /** Of the last change of a condition. */
  time: string;
}

/** Why the pods of a degraded module do not run. */
export function crashFault(name: string): PodFault {
  return {
    reason: 'CrashLoopBackOff',
    message: `back-off 5m0s restarting failed container=${name}`,
  };
}

/** The conditions and numbers of a workload. */
export function workloadStatus(
  progress: WorkloadProgress,
  kind: 'Deployment' | 'Rollout' = 'Deployment',
) {
  const { replicas, ready, updated, time, isPaused } = progress;
  const isAvailable = ready > 0 && ready >= replicas - 1;
  const isComplete = updated === replicas && ready === replicas;
  let reason = isComplete ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated';
  if (isPaused) reason = 'DeploymentPaused';
  return {
    observedGeneration: 4,
    replicas,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: ready,
    ...(ready < replicas && { unavailableReplicas: replicas - ready }),
    conditions: [
      {
        type: 'Available',
        status: isAvailable ? 'True' : 'False',
        reason: isAvailable
          ? 'MinimumReplicasAvailable'
          : 'MinimumReplicasUnavailable',
        message: isAvailable
          ? `${kind} has minimum availability.`
          : `${kind} does not have minimum availability.`,
        lastTransitionTime: time,
        lastUpdateTime: time,
      },
      {
        type: 'Progressing',
        status: isPaused ? 'Unknown' : 'True',
        reason,
        message: isComplete
          ? 'ReplicaSet has successfully progressed.'
          : 'ReplicaSet is progressing.',
        lastTransitionTime: time,
        lastUpdateTime: time,
      },
    ],
  };
}

function createWorkload(placement: Placement, release: Release): Workload {
  const { name, ageMs, module } = placement;
  const isRollout = module.workload === 'Rollout';
  const isPaused = placement.has('suspended');
  const progress = progressOf(placement, release);
  const numbers = workloadStatus(progress);
  return placement.object(
    {
      apiVersion: isRollout ? 'argoproj.io/v1alpha1' : 'apps/v1',
      kind: module.workload,
      name,
      namespace: name,
      ageMs,
      generation: 4,
      labels: placement.appLabels,
      annotations: { 'argocd.argoproj.io/sync-wave': '2' },
    },
    {
      spec: {
        replicas: module.replicas,
        revisionHistoryLimit: 2,
        selector: { matchLabels: { 'app.kubernetes.io/name': name } },
        ...(isPaused && { paused: true }),
        strategy: isRollout ? canary(name) : rollingUpdate,
        template: podTemplate(placement, release.image),
      },
      status: isRollout
        ? { ...rolloutStatus(placement, release), ...rolloutNumbers(progress) }
        : numbers,
    },
  );
}

function canary(name: string) {
  return {
    canary: {
      trafficRouting: {
        istio: {
          virtualService: { name, routes: ['primary'] },
          destinationRule: {
            name,
            canarySubsetName: 'canary',
            stableSubsetName: 'stable',
          },
        },
      },
      steps: [
        { setWeight: 10 },
        { pause: { duration: '5m' } },
        { setWeight: 50 },
        { pause: { duration: '10m' } },
      ],
    },
  };
}

/** The numbers and conditions of a Rollout, which has its own words for them. */
export function rolloutNumbers(progress: WorkloadProgress) {
  const {
    unavailableReplicas: _,
    observedGeneration,
    ...numbers
  } = {
    unavailableReplicas: 0,
    ...workloadStatus(progress, 'Rollout'),
  };
  const isHealthy = progress.ready === progress.replicas;
  return {
    ...numbers,
    observedGeneration: `${observedGeneration}`,
    phase: isHealthy ? 'Healthy' : 'Progressing',
    ...(!isHealthy && { message: 'more replicas need to be updated' }),
  };
}

function rolloutStatus(placement: Placement, release: Release) {
  const hash = templateHash(placement, release.image);
  return {
    currentPodHash: hash,
    stableRS: hash,
    currentStepIndex: 4,
    HPAReplicas: placement.module.replicas,
    selector: `app.kubernetes.io/name=${placement.name}`,
  };
}

function progressOf(placement: Placement, release: Release): WorkloadProgress {
  const { replicas } = placement.module;
  if (placement.has('degraded')) {
    return {
      replicas,
      ready: 0,
      updated: replicas,
      time: placement.ago(DEGRADED_MS),
    };
  }
  if (placement.has('progressing')) {
    const time = placement.ago(4 * MINUTE_MS);
    return { replicas, ready: replicas, updated: 1, time };
  }
  return {
    replicas,
    ready: replicas,
    updated: replicas,
    isPaused: placement.has('suspended'),
    time: placement.ago(release.ageMs - MINUTE_MS),
  };
}

/** The ReplicaSet of a release. */
export function createReplicaSet(
  placement: Placement,
  options: {
    owner: KubeObject;
    image: string;
    replicas: number;
    ageMs: number;
  },
): KubeObject {
  const { owner, image, replicas, ageMs } = options;
  const { name: namespace } = placement;
  const hash = templateHash(placement, image);
  const template = podTemplate(placement, image);
  const labels = { ...template.metadata.labels, 'pod-template-hash': hash };
  const selector = { 'app.kubernetes.io/name': namespace };
  return placement.object(
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: `${namespace}-${hash}`,
      namespace,
      ageMs,
      generation: 1,
      labels,
      ownerReferences: ownedBy(owner),
    },
    {
      spec: {
        replicas,
        selector: { matchLabels: { ...selector, 'pod-template-hash': hash } },
        template: { ...template, metadata: { labels } },
      },
      status: {
        replicas,
        observedGeneration: 1,
        ...(replicas > 0 && {
          fullyLabeledReplicas: replicas,
          readyReplicas: replicas,
          availableReplicas: replicas,
        }),
      },
    },
  );
}

/** What runs: the workload, its ReplicaSets and its pods. */
export interface Running {
  workload: Workload;
  replicaSets: KubeObject[];
  pods: Pod[];
}

/** The workload of a module as its controllers have made it. */
export function createRunning(placement: Placement): Running {
  const [current, previous] = placement.releases();
  const workload = createWorkload(placement, current);
  const { replicas } = placement.module;
  const isProgressing = placement.has('progressing');
  const replicaSet = (release: Release, count: number) =>
    createReplicaSet(placement, {
      owner: workload,
      image: release.image,
      replicas: count,
      ageMs: release.ageMs,
    });
  const newest = replicaSet(current, replicas);
  const older = replicaSet(previous, isProgressing ? replicas - 1 : 0);
  const fault = placement.has('degraded')
    ? crashFault(placement.name)
    : undefined;
  const pod = (set: KubeObject, release: Release, index: number) =>
    createPod(placement, {
      replicaSet: set,
      image: release.image,
      index,
      ageMs: podAgeMs(placement, release.ageMs),
      fault,
    });
  const pods = Array.from({ length: replicas }, (_, index) =>
    isProgressing && index > 0
      ? pod(older, previous, index)
      : pod(newest, current, index),
  );
  return { workload, replicaSets: [newest, older], pods };
}
