import {
  policies,
  summarize,
  type PolicyOutcome,
  type Report,
  type ReportResult,
} from '../../content/objects/reportObjects';

/** The policy that fails when one is to fail. */
export const FAILING_POLICY = 'o8-read-only-root';

function withOutcome(
  result: ReportResult,
  outcome: PolicyOutcome,
  seconds: number,
): ReportResult {
  const policy = policies.find(({ name }) => name === result.policy);
  return {
    ...result,
    result: outcome,
    message: outcome === 'pass' ? 'success' : policy?.message ?? result.message,
    timestamp: { seconds, nanos: 0 },
  };
}

function withResults(report: Report, results: ReportResult[]): Report {
  return { ...report, results, summary: summarize(results) };
}

/** The object breaks a rule of high severity. */
export function failPolicy(report: Report, seconds: number): Report {
  return withResults(
    report,
    report.results.map(result =>
      result.policy === FAILING_POLICY
        ? withOutcome(result, 'fail', seconds)
        : { ...result, timestamp: { seconds, nanos: 0 } },
    ),
  );
}

/** The object keeps all rules; what is excepted stays so. */
export function passPolicy(report: Report, seconds: number): Report {
  return withResults(
    report,
    report.results.map(result =>
      result.result === 'skip'
        ? { ...result, timestamp: { seconds, nanos: 0 } }
        : withOutcome(result, 'pass', seconds),
    ),
  );
}
