import type { CheckResultState, PolicyReportSummary } from './complianceState';
import type { Verdict } from './verdict';

const VERDICT_OF: Record<CheckResultState, Verdict> = {
  fail: 'bad',
  error: 'unknown',
  stale: 'unknown',
  'not-checked': 'unknown',
  pass: 'good',
};

/**
 * How well it is that a check has this result. Only a pass is good; what could not be
 * answered is not known.
 *
 * @public
 */
export function verdictOfCheck(result: CheckResultState): Verdict {
  return VERDICT_OF[result];
}

/**
 * How well it is what the policy reports say of one placement. A known failure counts
 * whatever else is not known; what the engine could not judge is not known, and no
 * results at all are not a pass.
 *
 * @public
 */
export function verdictOfReports(summary: PolicyReportSummary): Verdict {
  const { state, pass, fail, warn, error } = summary;
  if (fail > 0) {
    return 'bad';
  }
  if (warn > 0) {
    return 'attention';
  }
  return state === 'checked' && error === 0 && pass > 0 ? 'good' : 'unknown';
}
