import type { JsonObject } from '@backstage/types';
import { createObject } from './createObject';
import { minutesAgo } from './time';

const MODULE = 'billing';

/** An old Namespace that enforces what PSS-1 asks for, with other labels if given. */
export function createNamespace(
  labels: Record<string, string> = {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/enforce-version': 'v1.33',
  },
  name = MODULE,
) {
  return createObject({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      creationTimestamp: minutesAgo(100_000),
      labels: { 'orchestr8.io/module': MODULE, ...labels },
    },
  });
}

/** A NetworkPolicy; without a spec of its own it denies both ways for every pod. */
export function createNetworkPolicy(
  spec: unknown = {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  },
  name = 'default-deny',
) {
  return createObject({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: MODULE },
    spec,
  });
}

/** A report as Kyverno's background scan writes it; one result passes by default. */
export function createReport(
  results: unknown = [createResult()],
  object: Record<string, unknown> & { name?: string } = {},
) {
  const { name = 'uid-of-deployment', ...fields } = object;
  return createObject({
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    kind: 'PolicyReport',
    metadata: { name, namespace: MODULE },
    scope: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: MODULE,
      name: 'billing',
    },
    results,
    ...fields,
  });
}

/** One result of a report, ten minutes old. */
export function createResult(fields: JsonObject = {}): JsonObject {
  return {
    source: 'kyverno',
    policy: 'read-only-root',
    rule: 'check',
    result: 'pass',
    severity: 'high',
    message: 'as it should be',
    timestamp: { seconds: Date.parse(minutesAgo(10)) / 1_000, nanos: 0 },
    ...fields,
  };
}
