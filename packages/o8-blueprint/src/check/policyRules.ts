import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { isEqual } from '../edit/isEqual';
import {
  endOf,
  EXCEPTION,
  ownNamespace,
} from '../systems/policies/policyException';
import { RESTRICTED_PODS } from '../systems/policies/workloadPolicies';
import type { ReadManifest } from './manifest';

const KIND = 'PolicyException';

/**
 * How an exception from policies is more than the one that module.yaml has: of other
 * policies, for other modules, for longer, or with nobody who answers for it.
 */
export function findPolicyProblems(
  { metadata, spec }: ReadManifest,
  { metadata: { name }, spec: { workload } }: ModuleSpec,
): string[] {
  const asked = workload.chart?.podSecurity;
  if (!asked) {
    return [`is a ${KIND}, but module.yaml has no exception`];
  }
  const { policyRefs, matchConditions, expiresAt, ...others } = {
    policyRefs: undefined,
    matchConditions: undefined,
    expiresAt: undefined,
    ...(typeof spec === 'object' ? spec : {}),
  };
  const refs = [{ kind: 'ValidatingPolicy', name: RESTRICTED_PODS }];
  const conditions = [
    { name: 'own-namespace', expression: ownNamespace(name) },
  ];
  const { annotations = {} } = metadata;
  const further = Object.keys(others).filter(key => key !== 'reportResult');
  return [
    ...(isEqual(policyRefs, refs)
      ? []
      : [`must except from the ValidatingPolicy "${RESTRICTED_PODS}" alone`]),
    ...(isEqual(matchConditions, conditions)
      ? []
      : [`must hold for the namespace "${name}" alone: ${ownNamespace(name)}`]),
    ...(expiresAt === endOf(asked.expires)
      ? []
      : [`must end at ${endOf(asked.expires)}, as module.yaml says`]),
    ...further.map(key => `has the field spec.${key}, which excepts from more`),
    ...(['owner', 'reason', 'expires'] as const)
      .filter(key => annotations[`${EXCEPTION}${key}`] !== asked[key])
      .map(key => `must have the annotation ${EXCEPTION}${key}: ${asked[key]}`),
  ];
}
