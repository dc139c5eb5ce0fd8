import { createReport } from '../clusterObjects';
import { minutesAgo } from '../time';
import { condition, inModule, onPlatform } from './createExample';

const API = 'policies.kyverno.io/v1';
const described = {
  annotations: {
    'policies.kyverno.io/title': 'Containers have probes',
    'policies.kyverno.io/category': 'Reliability',
    'policies.kyverno.io/severity': 'medium',
  },
};
const policy = {
  spec: {
    validationActions: ['Deny'],
    evaluation: { background: { enabled: true } },
    validations: [{ expression: 'true', message: 'a probe is missing' }],
  },
  status: {
    conditionStatus: {
      ready: true,
      conditions: [condition('WebhookConfigured')],
    },
  },
};
const scope = { apiVersion: 'v1', kind: 'Namespace', name: 'billing' };

const report = (apiVersion: string, kind: string) => {
  const { metadata, ...rest } = createReport();
  return inModule(apiVersion, kind, { ...rest, apiVersion, kind });
};
const clusterReport = (apiVersion: string, kind: string) => {
  const { metadata, ...rest } = createReport();
  return onPlatform(null, apiVersion, kind, {
    ...rest,
    scope,
    apiVersion,
    kind,
  });
};

/** What a policy engine asks for, what it excepts, and what it found. */
export const policyExamples = [
  onPlatform(null, API, 'ValidatingPolicy', policy, described),
  onPlatform(null, API, 'ImageValidatingPolicy', policy, described),
  onPlatform(
    null,
    'kyverno.io/v1',
    'ClusterPolicy',
    {
      spec: {
        validationFailureAction: 'Enforce',
        background: true,
        rules: [
          { name: 'probes', validate: { message: 'a probe is missing' } },
        ],
      },
      status: { ready: true, conditions: [condition('Ready', 'True')] },
    },
    described,
  ),
  inModule(
    API,
    'PolicyException',
    {
      spec: {
        policyRefs: [{ kind: 'ValidatingPolicy', name: 'probes' }],
        matchConditions: [{ name: 'one', expression: 'true' }],
        expiresAt: minutesAgo(-100_000),
      },
    },
    { annotations: { 'orchestr8.io/exception-owner': 'group:default/pay' } },
  ),
  inModule('kyverno.io/v2', 'PolicyException', {
    spec: {
      exceptions: [{ policyName: 'probes', ruleNames: ['probes'] }],
      match: { any: [{ resources: { kinds: ['Pod'] } }] },
    },
  }),
  report('wgpolicyk8s.io/v1alpha2', 'PolicyReport'),
  report('openreports.io/v1alpha1', 'Report'),
  clusterReport('wgpolicyk8s.io/v1alpha2', 'ClusterPolicyReport'),
  clusterReport('openreports.io/v1alpha1', 'ClusterReport'),
];
