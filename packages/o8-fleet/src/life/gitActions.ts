import { crashNews } from '../content/objects/eventObjects';
import { crashFault } from '../content/objects/workloadObjects';
import { formatTime } from '../content/time';
import type { KubeObject } from '../types';
import type { Place } from './Place';
import { withPodState } from './transitions/health';

/** A label that git declares, of the Deployment alone: no pod is selected by it. */
const DECLARED = 'app.kubernetes.io/name';

/**
 * The pods of a module that comes from git crash, in the middle of a rollout that then
 * makes no progress: so Argo CD calls it degraded, until the pods run again.
 */
export function crash(place: Place): void {
  const placement = place.placement();
  const time = formatTime(placement.now);
  const pods = place.pods();
  const fault = crashFault(place.module);
  // First: whoever looks at the Deployments finds the pods as they are.
  for (const pod of pods) {
    place.store.put(withPodState(pod, { time, fault }));
  }
  for (const deployment of place.deployments()) {
    place.store.put(withoutProgress(deployment, time));
  }
  const [pod] = pods;
  if (pod) place.tell(crashNews(placement, pod));
}

/** They run again; the Deployments notice by themselves. */
export function recover(place: Place): void {
  const time = formatTime(place.placement().now);
  for (const pod of place.pods()) {
    place.store.put(withPodState(pod, { time }));
  }
}

/** Somebody changes what git declares: Argo CD puts it back within seconds. */
export function changeByHand(place: Place): void {
  const [deployment] = place.deployments();
  if (!deployment) return;
  const { metadata } = deployment;
  const labels = { ...metadata.labels, [DECLARED]: 'changed-by-hand' };
  place.store.put({ ...deployment, metadata: { ...metadata, labels } });
}

/** The conditions of a Deployment whose new pods never came up. */
function withoutProgress(deployment: KubeObject, time: string): KubeObject {
  const status = (deployment.status ?? {}) as Record<string, unknown>;
  const conditions = (status.conditions ?? []) as Record<string, unknown>[];
  return {
    ...deployment,
    status: {
      ...status,
      readyReplicas: 0,
      availableReplicas: 0,
      conditions: conditions.map(condition =>
        condition.type === 'Progressing'
          ? {
              ...condition,
              status: 'False',
              reason: 'ProgressDeadlineExceeded',
              message: timedOut(String(condition.message)),
              lastTransitionTime: time,
              lastUpdateTime: time,
            }
          : condition,
      ),
    },
  };
}

/** As the controller says it of the same ReplicaSet. */
function timedOut(message: string): string {
  const [replicaSet] = /^ReplicaSet "[^"]*"/.exec(message) ?? ['ReplicaSet'];
  return `${replicaSet} has timed out progressing.`;
}
