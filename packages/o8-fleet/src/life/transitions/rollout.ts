import {
  createPod,
  templateHash,
  type Pod,
} from '../../content/objects/podObjects';
import {
  createReplicaSet,
  type Running,
  type Workload,
} from '../../content/objects/workloadObjects';
import type { Placement } from '../../content/Placement';
import { formatTime } from '../../content/time';
import type { KubeObject } from '../../types';
import type { Changes } from './Changes';
import { withPodState, withProgress } from './health';

const HASH = 'pod-template-hash';

/** The image that a workload is to run. */
export function imageOf(workload: Workload): string {
  return workload.spec.template.spec.containers[0].image;
}

function replicasOf(workload: Workload): number {
  return Number(workload.spec.replicas ?? 1);
}

function withImage(workload: Workload, image: string): Workload {
  const { template } = workload.spec;
  const [container, ...others] = template.spec.containers;
  const containers = [{ ...container, image }, ...others];
  return {
    ...workload,
    metadata: {
      ...workload.metadata,
      generation: (workload.metadata.generation ?? 1) + 1,
    },
    spec: {
      ...workload.spec,
      template: { ...template, spec: { ...template.spec, containers } },
    },
  };
}

/** A new ReplicaSet, with its first pods starting beside the old ones. */
export function startRollout(
  placement: Placement,
  running: Running,
  image: string,
): { workload: Workload; replicaSet: KubeObject; pod: Pod } {
  const time = formatTime(placement.now);
  const replicas = replicasOf(running.workload);
  const workload = withProgress(withImage(running.workload, image), {
    replicas,
    ready: replicas,
    updated: 1,
    time,
  });
  const replicaSet = createReplicaSet(placement, {
    owner: workload,
    image,
    replicas: 1,
    ageMs: 0,
  });
  const pod = createPod(placement, {
    replicaSet,
    image,
    index: 0,
    ageMs: 0,
    isReady: false,
  });
  return { workload, replicaSet, pod };
}

/** The ReplicaSet of the image with all its pods ready, and no other pod left. */
export function settleRollout(placement: Placement, running: Running): Changes {
  const { workload, replicaSets, pods } = running;
  const time = formatTime(placement.now);
  const replicas = replicasOf(workload);
  const image = imageOf(workload);
  const hash = templateHash(placement, image);
  const isCurrent = (object: KubeObject) =>
    object.metadata.labels?.[HASH] === hash;
  const current =
    replicaSets.find(isCurrent) ??
    createReplicaSet(placement, { owner: workload, image, replicas, ageMs: 0 });
  const kept = pods.filter(isCurrent).slice(0, replicas);
  const { paused: _, ...spec } = workload.spec;
  return {
    put: [
      withProgress(
        { ...workload, spec: spec as Workload['spec'] },
        { replicas, ready: replicas, updated: replicas, time },
      ),
      withReplicas(current, replicas),
      ...replicaSets
        .filter(each => !isCurrent(each))
        .map(each => withReplicas(each, 0)),
      ...kept.map(pod => withPodState(pod, { time })),
      ...missingPods(placement, { replicaSet: current, image, kept, replicas }),
    ],
    delete: [
      ...pods.filter(pod => !kept.includes(pod)),
      ...outdated(replicaSets, current),
    ],
  };
}

function missingPods(
  placement: Placement,
  options: {
    replicaSet: KubeObject;
    image: string;
    kept: readonly Pod[];
    replicas: number;
  },
): Pod[] {
  const { replicaSet, image, kept, replicas } = options;
  const names = new Set(kept.map(({ metadata }) => metadata.name));
  return Array.from({ length: replicas }, (_, index) =>
    createPod(placement, { replicaSet, image, index, ageMs: 0 }),
  )
    .filter(({ metadata }) => !names.has(metadata.name))
    .slice(0, replicas - kept.length);
}

/** As `revisionHistoryLimit` asks: the newest two beside the current one stay. */
function outdated(
  replicaSets: readonly KubeObject[],
  current: KubeObject,
): KubeObject[] {
  return replicaSets
    .filter(each => each.metadata.name !== current.metadata.name)
    .sort((a, b) =>
      b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp),
    )
    .slice(2);
}

function withReplicas(replicaSet: KubeObject, replicas: number): KubeObject {
  const spec = replicaSet.spec as object;
  return {
    ...replicaSet,
    spec: { ...spec, replicas },
    status: {
      replicas,
      observedGeneration: 1,
      ...(replicas > 0 && {
        fullyLabeledReplicas: replicas,
        readyReplicas: replicas,
        availableReplicas: replicas,
      }),
    },
  };
}
