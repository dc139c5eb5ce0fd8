import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { looseFlag, looseNumber, looseObject } from '../loose';
import { podTemplateSchema, toPods, type PodsValue } from '../podTemplate';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

/**
 * What is kept of a Deployment, StatefulSet or DaemonSet: `workloads.workload`. Numbers
 * of pods, of which null is not known yet.
 */
export type WorkloadValue = PodsValue & {
  desired: number | null;
  updated: number;
  ready: number;
  isPaused: boolean;
  conditions: Conditions;
};

const workloadSchema = looseObject({
  spec: looseObject({
    replicas: looseNumber,
    paused: looseFlag,
    template: podTemplateSchema,
  }),
  status: looseObject({
    readyReplicas: looseNumber,
    updatedReplicas: looseNumber,
    conditions: conditionsSchema,
  }),
});

const daemonSetSchema = looseObject({
  spec: looseObject({ template: podTemplateSchema }),
  status: looseObject({
    // One for each node that it is for.
    desiredNumberScheduled: looseNumber,
    updatedNumberScheduled: looseNumber,
    numberReady: looseNumber,
    conditions: conditionsSchema,
  }),
});

/** What a Deployment or StatefulSet says. */
export function toReplicated(object: KubernetesObject): WorkloadValue {
  const { spec, status } = workloadSchema.parse(object);
  return {
    ...toPods(spec.template),
    // The API server writes 1 where nobody asked for a number.
    desired: spec.replicas ?? null,
    updated: status.updatedReplicas ?? 0,
    ready: status.readyReplicas ?? 0,
    isPaused: spec.paused === true,
    conditions: toConditions(status.conditions),
  };
}

/** What a DaemonSet says. */
export function toDaemonSet(object: KubernetesObject): WorkloadValue {
  const { spec, status } = daemonSetSchema.parse(object);
  return {
    ...toPods(spec.template),
    desired: status.desiredNumberScheduled ?? null,
    updated: status.updatedNumberScheduled ?? 0,
    ready: status.numberReady ?? 0,
    isPaused: false,
    conditions: toConditions(status.conditions),
  };
}
