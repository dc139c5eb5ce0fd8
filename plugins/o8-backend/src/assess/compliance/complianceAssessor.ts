import {
  CHECK_RESULTS,
  verdictOfCheck,
  verdictOfReports,
  worstVerdict,
  type CheckResult,
  type CheckResultState,
  type ComplianceState,
  type Headline,
  type PolicyReportSummary,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Assessor } from '@orchestr8/backstage-plugin-o8-node';
import { findEarliest } from '../findEarliest';
import { sayNowhere } from '../sayNowhere';
import { checkDefaultDeny } from './checkDefaultDeny';
import { checkPodSecurity } from './checkPodSecurity';
import { scannedUntilMs, summarizeReports } from './summarizeReports';

/** Whether a module keeps the rules, by what is on the clusters and not by intent. */
export const complianceAssessor: Assessor<ComplianceState> = {
  id: 'compliance',
  needs: [
    'namespaces.namespace',
    'networkPolicies.policy',
    'policyReports.report',
  ],
  assess(input) {
    const { placements } = input;
    if (placements.length === 0) {
      return {
        verdict: 'unknown',
        headline: sayNowhere(input),
        checks: [],
        reports: [],
      };
    }
    const checks = placements
      .flatMap(placement => [
        checkDefaultDeny(placement, input),
        checkPodSecurity(placement, input),
      ])
      .sort((a, b) => rank(a) - rank(b));
    const reports = placements
      .map(placement => summarizeReports(placement, input))
      .sort((a, b) => b.fail - a.fail);
    const verdict = worstVerdict([
      ...checks.map(({ result }) => verdictOfCheck(result)),
      ...reports.map(verdictOfReports),
    ]);
    return {
      verdict,
      headline: toHeadline(verdict, checks, reports),
      checks,
      reports,
    };
  },
  validUntil({ now }, { reports }) {
    const ends = reports.map(each => scannedUntilMs(each.evidenceAt));
    return findEarliest(ends, now);
  },
};

function rank({ result }: CheckResult): number {
  return CHECK_RESULTS.indexOf(result);
}

function toHeadline(
  verdict: Verdict,
  checks: CheckResult[],
  reports: PolicyReportSummary[],
): Headline {
  const sum = (key: 'pass' | 'fail' | 'warn' | 'error') =>
    reports.reduce((total, report) => total + report[key], 0);
  const count = (results: CheckResultState[]) =>
    checks.filter(({ result }) => results.includes(result)).length;

  const failed = sum('fail') + count(['fail']);
  const warned = sum('warn');
  // A placement without reports is one question without an answer.
  const unknown =
    sum('error') +
    count(['error', 'stale', 'not-checked']) +
    reports.filter(({ state }) => state !== 'checked').length;
  const passed = sum('pass') + count(['pass']);
  const total = passed + failed + warned + unknown;
  switch (verdict) {
    case 'bad':
      return { code: 'failing', params: { failed, total } };
    case 'attention':
      return { code: 'warning', params: { count: warned, total } };
    case 'good':
      return { code: 'passing', params: { passed, total } };
    default:
      return { code: 'unknown', params: { unknown, total } };
  }
}
