import {
  createEvent,
  type EventNews,
  type ModuleEvent,
} from '../../content/objects/eventObjects';
import type { Workload } from '../../content/objects/workloadObjects';
import type { Placement } from '../../content/Placement';
import type { KubeObject } from '../../types';

/** The news as the one event of its reason on a place, so that their number is bounded. */
export function asEvent(placement: Placement, news: EventNews): ModuleEvent {
  return createEvent(placement, news, {
    base: placement.name,
    agoMs: 0,
    count: 1,
  });
}

/** An event that came before: it keeps its first time, and counts on. */
export function renewed(
  event: ModuleEvent,
  previous: KubeObject | undefined,
): ModuleEvent {
  if (!previous) return event;
  const { count = 1, firstTimestamp = event.firstTimestamp } =
    previous as Partial<ModuleEvent>;
  return {
    ...event,
    metadata: previous.metadata,
    count: count + 1,
    firstTimestamp,
  };
}

/** The controller of a workload has another number of pods in mind. */
export function scalingNews(
  workload: Workload,
  options: { replicaSet: string; replicas: number },
): EventNews {
  const { replicaSet, replicas } = options;
  return {
    subject: workload,
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled up replica set ${replicaSet} to ${replicas}`,
    component:
      workload.kind === 'Rollout'
        ? 'rollouts-controller'
        : 'deployment-controller',
  };
}
