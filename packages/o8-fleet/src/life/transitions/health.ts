import type { Application, Health } from '../../content/objects/Application';
import {
  podStatus,
  type Pod,
  type PodFault,
} from '../../content/objects/podObjects';
import {
  rolloutNumbers,
  workloadStatus,
  type Workload,
  type WorkloadProgress,
} from '../../content/objects/workloadObjects';
import { isWorkload } from './sync';

/** Sets how well an Application and its workload are. */
export function withHealth(
  application: Application,
  health: Health,
  time: string,
): Application {
  const { status } = application;
  const isSame = status.health.status === health.status;
  return {
    ...application,
    status: {
      ...status,
      health: isSame
        ? status.health
        : { status: health.status, lastTransitionTime: time },
      resources: status.resources.map(each =>
        isWorkload(each) ? { ...each, health } : each,
      ),
    },
  };
}

/** An Application that is entirely well: the sync switched on, nothing paused. */
export function asHealthy(application: Application, time: string): Application {
  const { spec } = application;
  const policy = spec.syncPolicy as { automated?: object };
  return {
    ...withHealth(application, { status: 'Healthy' }, time),
    spec: {
      ...spec,
      syncPolicy: {
        ...policy,
        ...(policy.automated && {
          automated: { ...policy.automated, enabled: true },
        }),
      },
    },
  };
}

/** Sets how far a workload has come; Rollouts say it in their own words. */
export function withProgress(
  workload: Workload,
  progress: WorkloadProgress,
): Workload {
  const { message: _, unavailableReplicas: __, ...status } = workload.status;
  const isRollout = workload.kind === 'Rollout';
  return {
    ...workload,
    status: {
      ...status,
      ...(isRollout ? rolloutNumbers(progress) : workloadStatus(progress)),
    },
  };
}

/** Sets whether the container of a pod runs, or why it does not. */
export function withPodState(
  pod: Pod,
  options: { time: string; fault?: PodFault; isReady?: boolean },
): Pod {
  const { podIP, hostIP, startTime } = pod.status;
  const containers = pod.spec.containers as { name: string; image: string }[];
  const [{ name, image }] = containers;
  return {
    ...pod,
    status: podStatus({
      name,
      image,
      podIp: String(podIP),
      hostIp: String(hostIP),
      startTime: String(startTime),
      ...options,
    }),
  };
}

/** Why a module is degraded, as Argo CD words it. */
export function degradedMessage(workload: Workload, replicas: number): string {
  const { kind, metadata } = workload;
  return (
    `${kind} "${metadata.name}" exceeded its progress deadline: ` +
    `0 of ${replicas} pods are ready, CrashLoopBackOff`
  );
}
