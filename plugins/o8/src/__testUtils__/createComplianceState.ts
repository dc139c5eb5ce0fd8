import type {
  CheckResult,
  ComplianceState,
  PolicyFinding,
  PolicyReportSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import { minutesAgo } from './times';

/** A check that passes, or as given. */
export function createCheck(
  check: 'NET-1' | 'PSS-1',
  cluster: string,
  fields: Partial<CheckResult> = {},
): CheckResult {
  const isNetwork = check === 'NET-1';
  return {
    check,
    result: 'pass',
    cluster,
    namespace: 'voicefuse',
    found: isNetwork ? 'denied' : 'restricted',
    params: {},
    evidence: [
      {
        cluster,
        apiVersion: isNetwork ? 'networking.k8s.io/v1' : 'v1',
        kind: isNetwork ? 'NetworkPolicy' : 'Namespace',
        namespace: isNetwork ? 'voicefuse' : null,
        name: isNetwork ? 'default-deny' : 'voicefuse',
      },
    ],
    evidenceAt: minutesAgo(3),
    ...fields,
  };
}

/** Reports of which all results pass, or as given. */
export function createReport(
  cluster: string,
  fields: Partial<PolicyReportSummary> = {},
): PolicyReportSummary {
  return {
    cluster,
    namespace: 'voicefuse',
    state: 'checked',
    resources: 24,
    pass: 96,
    fail: 0,
    warn: 0,
    error: 0,
    skip: 4,
    findings: [],
    evidenceAt: minutesAgo(5),
    ...fields,
  };
}

/** A policy that failed on a Deployment, or as given. */
export function createFinding(
  cluster: string,
  fields: Partial<PolicyFinding> = {},
): PolicyFinding {
  return {
    policy: 'require-image-digest',
    rule: 'check-digest',
    result: 'fail',
    severity: 'high',
    message: 'The image "registry.example.com/voicefuse/api" has no digest.',
    subject: {
      cluster,
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'voicefuse',
      name: 'api',
    },
    evidenceAt: minutesAgo(5),
    ...fields,
  };
}

/** A state of a module that keeps all rules on these clusters, or as given. */
export function createComplianceState(
  clusters: string[],
  fields: Partial<ComplianceState> = {},
): ComplianceState {
  const checks = clusters.flatMap(cluster => [
    createCheck('NET-1', cluster),
    createCheck('PSS-1', cluster),
  ]);
  const total = 98 * clusters.length;
  return {
    verdict: 'good',
    headline: { code: 'passing', params: { passed: total, total } },
    checks,
    reports: clusters.map(cluster => createReport(cluster)),
    ...fields,
  };
}
