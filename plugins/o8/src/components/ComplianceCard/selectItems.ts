import {
  CHECK_RESULTS,
  VERDICTS,
  verdictOfCheck,
  verdictOfReports,
  worstVerdict,
  type CheckResult,
  type CheckResultState,
  type ModuleDetail,
  type PolicyFinding,
  type PolicyReportSummary,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';

/** A check over all placements. */
export interface CheckItem {
  type: 'check';
  check: string;
  result: CheckResultState;
  results: CheckResult[];
  verdict: Verdict;
}

/** What one rule found, over all placements. */
export interface FindingItem {
  type: 'finding';
  policy: string;
  rule: string;
  result: PolicyFinding['result'];
  severity: string | null;
  findings: PolicyFinding[];
  verdict: Verdict;
}

/** The policy reports of all placements together. */
export interface ReportsItem {
  type: 'reports';
  reports: PolicyReportSummary[];
  verdict: Verdict;
}

/** A row of the card before it has words. */
export type ComplianceItem = CheckItem | FindingItem | ReportsItem;

/** What rows need beside their item. */
export interface RowContext {
  detail: ModuleDetail;
  isCurrent: boolean;
}

const MAX_ITEMS = 5;

const FINDING_VERDICTS: Record<PolicyFinding['result'], Verdict> = {
  fail: 'bad',
  error: 'unknown',
  warn: 'attention',
};

/**
 * The rows of the card, worst first. Checks and reports always have theirs; findings
 * get what is left, and the others are shown on demand.
 */
export function selectItems(options: {
  checks: CheckResult[];
  reports: PolicyReportSummary[];
  findings: FindingItem[];
}): { items: ComplianceItem[]; otherFindings: FindingItem[] } {
  const { checks, reports, findings } = options;
  const fixed: ComplianceItem[] = groupChecks(checks);
  if (reports.length > 0) {
    const verdict = worstVerdict(reports.map(verdictOfReports));
    fixed.push({ type: 'reports', reports, verdict });
  }
  const room = Math.max(0, MAX_ITEMS - fixed.length);
  const shown = findings.slice(0, room);
  return {
    items: [...shown, ...fixed].sort(compareVerdicts),
    otherFindings: findings.slice(room),
  };
}

/** The findings by policy and rule, worst first. */
export function groupFindings(reports: PolicyReportSummary[]): FindingItem[] {
  const groups = new Map<string, FindingItem>();
  for (const finding of reports.flatMap(report => report.findings)) {
    const { policy, rule, result, severity } = finding;
    const key = JSON.stringify([policy, rule, result]);
    const group = groups.get(key) ?? {
      type: 'finding',
      policy,
      rule,
      result,
      severity,
      findings: [],
      verdict: FINDING_VERDICTS[result],
    };
    group.findings.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()].sort(compareVerdicts);
}

function groupChecks(checks: CheckResult[]): CheckItem[] {
  const ids = [...new Set(checks.map(({ check }) => check))];
  return ids.map(check => {
    const results = checks
      .filter(other => other.check === check)
      .sort((a, b) => rankResult(a.result) - rankResult(b.result));
    const [{ result }] = results;
    const verdict = verdictOfCheck(result);
    return { type: 'check', check, result, results, verdict };
  });
}

function rankResult(result: CheckResultState): number {
  return CHECK_RESULTS.indexOf(result);
}

function compareVerdicts(
  a: { verdict: Verdict },
  b: { verdict: Verdict },
): number {
  return VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict);
}
