import type { CheckResult } from '@orchestr8/backstage-plugin-o8-common';
import type {
  AssessInput,
  Placement,
} from '@orchestr8/backstage-plugin-o8-node';
import { readNetworkPolicy } from '../../sources/networkPolicies';
import { findNamespace } from '../findNamespace';
import { healthOf } from '../sourceHealth';
import { toResult } from './toResult';

/**
 * NET-1: nothing gets in or out of the namespace unless a policy lets it. A policy that
 * selects every pod and has no rule says so, for each direction the same or another
 * one. It is the effect that counts: a policy that lets everybody in undoes it.
 */
export function checkDefaultDeny(
  placement: Placement,
  input: AssessInput,
): CheckResult {
  const { cluster, namespace } = placement;
  const forEveryPod = input.facts.filter(
    ({ type, subject, value }) =>
      type === 'networkPolicies.policy' &&
      subject.cluster === cluster &&
      subject.namespace === namespace &&
      value.everyPod === true,
  );
  const isDenied = (direction: 'ingress' | 'egress') => {
    const effects = forEveryPod.map(fact => readNetworkPolicy(fact)[direction]);
    return effects.includes('deny') && !effects.includes('all');
  };
  const ingress = isDenied('ingress');
  const egress = isDenied('egress');
  return toResult({
    check: 'NET-1',
    placement,
    health: healthOf(input.sources, 'networkPolicies', cluster),
    isBound: findNamespace(placement, input) !== undefined,
    finding: {
      isKept: ingress && egress,
      found: toCode(ingress, egress),
      // Those that close it, and those that open it again.
      evidence: forEveryPod
        .filter(({ value }) =>
          [value.ingress, value.egress].some(e => e === 'deny' || e === 'all'),
        )
        .map(({ object }) => object),
      // One that opens it does so whatever others there are.
      isSeen: forEveryPod.some(
        ({ value }) => value.ingress === 'all' || value.egress === 'all',
      ),
    },
  });
}

function toCode(ingress: boolean, egress: boolean): string {
  if (ingress) {
    return egress ? 'denied' : 'egressOpen';
  }
  return egress ? 'ingressOpen' : 'open';
}
