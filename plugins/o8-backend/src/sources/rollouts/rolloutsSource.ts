import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { createSource } from '../createSource';
import { cutMessage } from '../cutMessage';
import {
  looseFlag,
  looseList,
  looseName,
  looseNumber,
  looseObject,
  looseText,
} from '../loose';
import { podTemplateSchema, toPods, type PodsValue } from '../podTemplate';

/** What is kept of a Rollout: `rollouts.rollout`. */
export type RolloutValue = PodsValue & {
  strategy: 'canary' | 'blueGreen' | null;
  /** The Deployment whose pods it takes; null if it has a template of its own. */
  workload: string | null;
  /** `Healthy`, `Progressing`, `Paused`, `Degraded`; null while nobody has said. */
  phase: string | null;
  message: string | null;
  desired: number | null;
  updated: number;
  ready: number;
  /** How many steps are behind it, and how many there are. */
  step: number | null;
  steps: number;
  /** The shares of requests in percent; null where nothing is being shifted. */
  weights: { canary: number; stable: number } | null;
  isAborted: boolean;
  /** Whether what is asked for is what all requests get; null if that is not known. */
  isStable: boolean | null;
};

const weight = looseObject({ weight: looseNumber });

const rolloutSchema = looseObject({
  spec: looseObject({
    replicas: looseNumber,
    template: podTemplateSchema,
    workloadRef: looseObject({ name: looseName }),
    strategy: looseObject({
      canary: z
        .object({ steps: looseList(z.unknown()) })
        .optional()
        .catch(undefined),
      blueGreen: z.looseObject({}).optional().catch(undefined),
    }),
  }),
  status: looseObject({
    phase: looseName,
    message: looseText,
    updatedReplicas: looseNumber,
    readyReplicas: looseNumber,
    currentStepIndex: looseNumber,
    currentPodHash: looseName,
    stableRS: looseName,
    abort: looseFlag,
    canary: looseObject({
      weights: looseObject({ canary: weight, stable: weight }),
    }),
  }),
});

/** Rollouts of Argo Rollouts: how far a new version has come. */
export const rolloutsSource = createSource({
  id: 'rollouts',
  reach: 'placements',
  readings: [
    {
      group: 'argoproj.io',
      kind: 'Rollout',
      plural: 'rollouts',
      fact: 'rollout',
      read: object => ({ value: toRollout(object) }),
    },
  ],
});

function toRollout(object: KubernetesObject): RolloutValue {
  const { spec, status } = rolloutSchema.parse(object);
  const { canary, blueGreen } = spec.strategy;
  const { currentPodHash, stableRS } = status;
  const { weights } = status.canary;
  const share = weights.canary.weight;
  const strategy = blueGreen ? 'blueGreen' : null;
  return {
    ...toPods(spec.template),
    strategy: canary ? 'canary' : strategy,
    workload: spec.workloadRef.name ?? null,
    phase: status.phase ?? null,
    message: cutMessage(status.message),
    desired: spec.replicas ?? null,
    updated: status.updatedReplicas ?? 0,
    ready: status.readyReplicas ?? 0,
    step: status.currentStepIndex ?? null,
    steps: canary?.steps.length ?? 0,
    weights:
      share === undefined
        ? null
        : { canary: share, stable: weights.stable.weight ?? 100 - share },
    isAborted: status.abort === true,
    isStable: currentPodHash && stableRS ? currentPodHash === stableRS : null,
  };
}
