import type { KubeObject } from '../../types';
import type { Scope } from '../Scope';
import { MINUTE_MS } from '../time';

/** A policy of the platform. */
export interface Policy {
  name: string;
  title: string;
  severity: 'critical' | 'high' | 'medium' | 'low';
  category: string;
  resource: { group: string; version: string; plurals: string[] };
  kinds: readonly string[];
  expression: string;
  message: string;
}

const containers = 'object.spec.?template.orValue(object).spec.containers';
const workloads = {
  resource: { group: 'apps', version: 'v1', plurals: ['deployments'] },
  kinds: ['Deployment', 'Rollout', 'Pod'],
};
const namespaces = {
  resource: { group: '', version: 'v1', plurals: ['namespaces'] },
  kinds: ['Namespace'],
};

/** The policies that every workload cluster enforces or audits. */
export const policies: readonly Policy[] = [
  {
    name: 'o8-read-only-root',
    title: 'Root file systems are read-only',
    severity: 'high',
    category: 'Pod security',
    ...workloads,
    expression: `${containers}.all(c, c.?securityContext.?readOnlyRootFilesystem.orValue(false))`,
    message: 'securityContext.readOnlyRootFilesystem must be true',
  },
  {
    name: 'o8-trusted-registries',
    title: 'Images come from trusted registries',
    severity: 'high',
    category: 'Supply chain',
    ...workloads,
    expression: `${containers}.all(c, c.image.startsWith('registry.o8.example/') || c.image.startsWith('docker.io/langfuse/'))`,
    message: 'images must come from registry.o8.example',
  },
  {
    name: 'o8-resource-limits',
    title: 'Containers have requests and memory limits',
    severity: 'medium',
    category: 'Capacity',
    ...workloads,
    expression: `${containers}.all(c, has(c.resources.limits.memory))`,
    message: 'every container needs a memory limit',
  },
  {
    name: 'o8-probes',
    title: 'Containers have probes',
    severity: 'medium',
    category: 'Reliability',
    ...workloads,
    expression: `${containers}.all(c, has(c.readinessProbe))`,
    message: 'every container needs a readiness probe',
  },
  {
    name: 'o8-namespace-pod-security',
    title: 'Namespaces enforce the restricted level',
    severity: 'high',
    category: 'Pod security',
    ...namespaces,
    expression:
      "object.metadata.?labels['pod-security.kubernetes.io/enforce'].orValue('') == 'restricted'",
    message: 'the namespace must enforce the restricted Pod Security Standard',
  },
];

/** Results of a policy engine. */
export type PolicyOutcome = 'pass' | 'fail' | 'warn' | 'error' | 'skip';

/** One result of a report. */
export interface ReportResult {
  source: string;
  policy: string;
  rule: string;
  category: string;
  severity: string;
  result: PolicyOutcome;
  scored: boolean;
  message: string;
  timestamp: { seconds: number; nanos: number };
  properties: Record<string, string>;
}

/** A report of either API, namespaced or not. */
export type Report = KubeObject & {
  scope: { apiVersion: string; kind: string; name: string; namespace?: string };
  results: ReportResult[];
  summary: Record<PolicyOutcome, number>;
};

/** How many results there are of each outcome. */
export function summarize(
  results: readonly ReportResult[],
): Record<PolicyOutcome, number> {
  const summary = { pass: 0, fail: 0, warn: 0, error: 0, skip: 0 };
  for (const { result } of results) summary[result] += 1;
  return summary;
}

/** The names of a cluster's kinds of reports; nothing where it has none. */
export function reportKinds(scope: Scope) {
  switch (scope.cluster.reports) {
    case 'wgpolicyk8s.io':
      return {
        apiVersion: 'wgpolicyk8s.io/v1alpha2',
        group: 'wgpolicyk8s.io',
        namespaced: 'PolicyReport',
        cluster: 'ClusterPolicyReport',
      };
    case 'openreports.io':
      return {
        apiVersion: 'openreports.io/v1alpha1',
        group: 'openreports.io',
        namespaced: 'Report',
        cluster: 'ClusterReport',
      };
    default:
      return undefined;
  }
}

function rulesFor(kind: string, count: number | undefined) {
  if (count === undefined) {
    return policies
      .filter(({ kinds }) => kinds.includes(kind))
      .map(policy => ({ policy, rule: '' }));
  }
  const forPods = policies.filter(({ kinds }) => kinds.includes('Pod'));
  return Array.from({ length: count }, (_, index) => ({
    policy: forPods[index % forPods.length],
    rule: index < forPods.length ? '' : `rule-${index}`,
  }));
}

/**
 * The report of one object, as Kyverno's background scan writes it: named after the
 * object's UID, with the object in `scope` alone.
 */
export function createReport(
  scope: Scope,
  subject: KubeObject,
  options: {
    outcomes?: Record<string, PolicyOutcome>;
    scanMs: number;
    /** As if so many rules were about it, whatever it is. */
    results?: number;
  },
): Report | undefined {
  const kinds = reportKinds(scope);
  if (!kinds) return undefined;
  const { apiVersion, kind, metadata } = subject;
  const { name, namespace, uid, creationTimestamp } = metadata;
  const createdMs = scope.now.getTime() - Date.parse(creationTimestamp);
  // What came after the last scan was not judged yet.
  if (createdMs < options.scanMs) return undefined;
  const seconds = Math.floor((scope.now.getTime() - options.scanMs) / 1_000);
  const results = rulesFor(kind, options.results).map(
    ({ policy, rule }): ReportResult => {
      const result = options.outcomes?.[policy.name] ?? 'pass';
      return {
        source: 'KyvernoValidatingPolicy',
        policy: policy.name,
        rule,
        category: policy.category,
        severity: policy.severity,
        result,
        scored: true,
        message: result === 'pass' ? 'success' : policy.message,
        timestamp: { seconds, nanos: 0 },
        properties: { process: 'background scan' },
      };
    },
  );
  return scope.object(
    {
      apiVersion: kinds.apiVersion,
      kind: namespace ? kinds.namespaced : kinds.cluster,
      name: uid,
      namespace,
      ageMs: createdMs,
      generation: 12,
      labels: { 'app.kubernetes.io/managed-by': 'kyverno' },
      ownerReferences: [{ apiVersion, kind, name, uid }],
    },
    {
      scope: { apiVersion, kind, name, ...(namespace && { namespace }), uid },
      results,
      summary: summarize(results),
    },
  );
}

/** The time since the last scan, which comes each hour. */
export function scanAgeMs(scope: Scope, name: string): number {
  return scope.int(`scan/${name}`, 2, 50) * MINUTE_MS;
}
