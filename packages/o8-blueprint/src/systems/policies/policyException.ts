import { syncWave } from '../../emitters/annotations';
import { moduleLabels } from '../../emitters/labels';
import type { Emitter, PlacementContext } from '../../emitters/types';
import { API_VERSION, literal } from './policy';
import { RESTRICTED_PODS } from './workloadPolicies';

/** What says who answers for an exception and why, as the read loop reads it. */
export const EXCEPTION = 'orchestr8.io/exception-';

/** What an exception from a policy holds for: a module must not except others. */
export function ownNamespace(module: string): string {
  return `object.metadata.namespace == ${literal(module)}`;
}

/** The last moment of the last day. */
export function endOf(expires: string): string {
  return `${expires}T23:59:59Z`;
}

/** The exception of a chart whose pods are not restricted: reports do not count it as a failure. */
export const policyException: Emitter<PlacementContext> = {
  file: () => 'policy-exception.yaml',
  home: 'module',
  kinds: [{ group: 'policies.kyverno.io', kind: 'PolicyException' }],
  emit: ({ spec: { metadata, spec }, zone }) => {
    const { podSecurity } = spec.workload.chart ?? {};
    const { name } = metadata;
    return podSecurity && zone.spec.policies
      ? [
          {
            apiVersion: API_VERSION,
            kind: 'PolicyException',
            metadata: {
              name: `${name}-pod-security`,
              namespace: name,
              labels: moduleLabels(name),
              annotations: {
                [`${EXCEPTION}owner`]: podSecurity.owner,
                [`${EXCEPTION}reason`]: podSecurity.reason,
                [`${EXCEPTION}expires`]: podSecurity.expires,
                ...syncWave(-8),
              },
            },
            spec: {
              policyRefs: [{ kind: 'ValidatingPolicy', name: RESTRICTED_PODS }],
              matchConditions: [
                { name: 'own-namespace', expression: ownNamespace(name) },
              ],
              expiresAt: endOf(podSecurity.expires),
              reportResult: 'skip',
            },
          },
        ]
      : [];
  },
};
