import { groupOf } from '../../apiserver/store';
import { formatTime } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { toCondition } from './toCondition';

/**
 * Keeps what is scaled between its bounds, and reports it. How busy pods are is made up:
 * exactly so much that nothing has to be changed.
 */
export function runAutoscaler(
  store: ObjectStore,
  autoscaler: KubeObject,
  now: Date,
): void {
  const spec = recordOf(autoscaler.spec);
  const reference = recordOf(spec.scaleTargetRef);
  const kind = {
    group: groupOf(`${reference.apiVersion ?? ''}`),
    kind: `${reference.kind}`,
  };
  const { namespace } = autoscaler.metadata;
  const target = store.get(kind, namespace, `${reference.name}`);
  const status = target
    ? scale(store, { autoscaler, target, now })
    : unscaled(autoscaler, reference, now);
  const { generation } = autoscaler.metadata;
  store.put({
    ...autoscaler,
    status: { observedGeneration: generation ?? 1, ...status },
  });
}

function scale(
  store: ObjectStore,
  options: { autoscaler: KubeObject; target: KubeObject; now: Date },
): JsonRecord {
  const { autoscaler, target, now } = options;
  const { minReplicas, maxReplicas, metrics } = recordOf(autoscaler.spec);
  const before = recordOf(autoscaler.status);
  const spec = recordOf(target.spec);
  const replicas = Number(spec.replicas ?? 1);
  const least = Number(minReplicas ?? 1);
  const bounded = Math.min(Math.max(replicas, least), Number(maxReplicas));
  // Who has scaled to nothing wants no autoscaling.
  const desired = replicas === 0 ? 0 : bounded;
  if (desired !== replicas || spec.replicas === undefined) {
    store.put({ ...target, spec: { ...spec, replicas: desired } });
  }
  const current = Number(recordOf(target.status).replicas ?? 0);
  const tell = (
    type: string,
    isTrue: boolean,
    [reason, message]: [reason: string, message: string],
  ) => {
    const state = isTrue ? 'True' : 'False';
    return toCondition(before, now, { type, status: state, reason, message });
  };
  return {
    ...(desired === replicas
      ? isRecord(autoscaler.status) &&
        before.lastScaleTime !== undefined && {
          lastScaleTime: before.lastScaleTime,
        }
      : { lastScaleTime: formatTime(now) }),
    currentReplicas: current,
    desiredReplicas: desired,
    currentMetrics: toCurrent(metrics),
    conditions: [
      tell('AbleToScale', true, [
        'ReadyForNewScale',
        'recommended size matches current size',
      ]),
      tell(
        'ScalingActive',
        desired > 0,
        desired > 0
          ? [
              'ValidMetricFound',
              'the HPA was able to successfully calculate a replica count',
            ]
          : [
              'ScalingDisabled',
              'scaling is disabled since the replica count of the target is zero',
            ],
      ),
      tell('ScalingLimited', false, [
        'DesiredWithinRange',
        'the desired count is within the acceptable range',
      ]),
    ],
  };
}

function unscaled(
  autoscaler: KubeObject,
  { kind, name }: JsonRecord,
  now: Date,
): JsonRecord {
  const message =
    "the HPA controller was unable to get the target's current scale: " +
    `${kind} "${name}" not found`;
  const before = autoscaler.status;
  return {
    currentReplicas: 0,
    desiredReplicas: 0,
    conditions: [
      toCondition(before, now, {
        type: 'AbleToScale',
        status: 'False',
        reason: 'FailedGetScale',
        message,
      }),
    ],
  };
}

/** What pods use where it is measured in parts of what they ask for. */
function toCurrent(metrics: unknown): JsonRecord[] {
  return (Array.isArray(metrics) ? metrics : []).flatMap(metric => {
    const { type, resource, containerResource } = recordOf(metric);
    const field = containerResource ? 'containerResource' : 'resource';
    const { target, ...named } = recordOf(containerResource ?? resource);
    const { averageUtilization } = recordOf(target);
    return averageUtilization === undefined
      ? []
      : [{ type, [field]: { ...named, current: { averageUtilization } } }];
  });
}

function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}
