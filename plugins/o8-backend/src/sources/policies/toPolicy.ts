import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { cutMessage } from '../cutMessage';
import {
  looseFlag,
  looseList,
  looseName,
  looseNames,
  looseObject,
  looseText,
} from '../loose';
import { conditionsSchema } from '../toConditions';

const PREFIX = 'policies.kyverno.io/';
const MAX_ACTIONS = 3;

/** What is kept of a policy of Kyverno: `policies.policy`. */
export type PolicyValue = {
  title: string | null;
  category: string | null;
  severity: string | null;
  /** `Deny`, `Audit`, `Warn`; empty if nobody says. */
  actions: string[];
  /** Whether it looks at what is there already, and not only at what comes. */
  looksBack: boolean;
  /** How many checks it has. */
  rules: number;
  /** Whether it is in force; null while nobody has said so. */
  isReady: boolean | null;
  message: string | null;
};

const policySchema = looseObject({
  spec: looseObject({
    validationActions: looseNames,
    evaluation: looseObject({
      background: looseObject({ enabled: looseFlag }),
    }),
    validations: looseList(z.unknown()),
  }),
  status: looseObject({
    conditionStatus: looseObject({ ready: looseFlag, message: looseText }),
  }),
});

const clusterPolicySchema = looseObject({
  spec: looseObject({
    validationFailureAction: looseName,
    background: looseFlag,
    rules: looseList(
      looseObject({
        validate: looseObject({ failureAction: looseName }),
      }),
    ),
  }),
  status: looseObject({ conditions: conditionsSchema }),
});

/** What a policy of `policies.kyverno.io` says. */
export function toPolicy(object: KubernetesObject): PolicyValue {
  const { spec, status } = policySchema.parse(object);
  const { ready, message } = status.conditionStatus;
  return {
    ...describe(object),
    actions: spec.validationActions.slice(0, MAX_ACTIONS).sort(),
    // Kyverno looks back unless it is told not to.
    looksBack: spec.evaluation.background.enabled !== false,
    rules: spec.validations.length,
    isReady: ready ?? null,
    message: cutMessage(message),
  };
}

/** What a ClusterPolicy of `kyverno.io` says, in the words of the new API. */
export function toClusterPolicy(object: KubernetesObject): PolicyValue {
  const { spec, status } = clusterPolicySchema.parse(object);
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  const actions = [
    spec.validationFailureAction,
    ...spec.rules.map(({ validate }) => validate.failureAction),
  ].flatMap(action => (action ? [toAction(action)] : []));
  return {
    ...describe(object),
    actions: [...new Set(actions)].slice(0, MAX_ACTIONS).sort(),
    looksBack: spec.background !== false,
    rules: spec.rules.length,
    isReady: ready ? ready.status === 'True' : null,
    message: cutMessage(ready?.message),
  };
}

function toAction(action: string): string {
  const words: Record<string, string> = { enforce: 'Deny', audit: 'Audit' };
  return words[action.toLocaleLowerCase('en-US')] ?? action;
}

function describe({ metadata }: KubernetesObject) {
  const annotation = (name: string) =>
    looseName.parse(metadata.annotations?.[PREFIX + name]) ?? null;
  return {
    title: annotation('title'),
    category: annotation('category'),
    severity: annotation('severity'),
  };
}
