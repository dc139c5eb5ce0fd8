import type {
  PolicyFinding,
  PolicyReportSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  AssessInput,
  KnownFact,
  Placement,
} from '@orchestr8/backstage-plugin-o8-node';
import { readReport } from '../../sources/policyReports';
import { healthOf, type SourceHealth } from '../sourceHealth';

/** Engines look at everything each hour: three rounds without a word are too many. */
const SCAN_PROMISE_MS = 3 * 60 * 60_000;
const MAX_FINDINGS = 10;
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];
const RESULTS = ['fail', 'error', 'warn'];

/** What the policy reports say of one placement. */
export function summarizeReports(
  placement: Placement,
  input: AssessInput,
): PolicyReportSummary {
  const { cluster, namespace } = placement;
  const reports = input.facts.filter(
    ({ type, subject }) =>
      type === 'policyReports.report' &&
      subject.cluster === cluster &&
      subject.namespace === namespace,
  );
  const health = healthOf(input.sources, 'policyReports', cluster);
  const evidenceAt = findNewest(reports);
  const values = reports.map(readReport);
  const sum = (key: 'pass' | 'fail' | 'warn' | 'error' | 'skip') =>
    values.reduce((total, value) => total + value[key], 0);
  return {
    ...placement,
    state: toState(health, reports, evidenceAt, input.now),
    resources: reports.length,
    pass: sum('pass'),
    fail: sum('fail'),
    warn: sum('warn'),
    error: sum('error'),
    skip: sum('skip'),
    findings: reports
      .flatMap(toFindings)
      .sort((a, b) => rank(a) - rank(b))
      .slice(0, MAX_FINDINGS),
    evidenceAt,
  };
}

function toState(
  health: SourceHealth,
  reports: KnownFact[],
  evidenceAt: string | null,
  now: Date,
): PolicyReportSummary['state'] {
  if (health.state === 'neverRead' || health.state === 'unsupported') {
    return 'not-checked';
  }
  if (reports.length === 0) {
    // Nobody judged anything: that is not the same as nothing to complain about.
    return health.state === 'old' ? 'stale' : 'not-checked';
  }
  const isOld = now.getTime() > scannedUntilMs(evidenceAt);
  if (health.state === 'old') {
    return 'stale';
  }
  return isOld ? 'stopped' : 'checked';
}

/** Until when an engine that spoke last at this time is believed to work. */
export function scannedUntilMs(evidenceAt: string | null): number {
  return evidenceAt === null
    ? -Infinity
    : Date.parse(evidenceAt) + SCAN_PROMISE_MS;
}

function findNewest(reports: KnownFact[]): string | null {
  return reports.reduce<string | null>(
    (newest, { evidenceAt }) =>
      evidenceAt !== null && (newest === null || evidenceAt > newest)
        ? evidenceAt
        : newest,
    null,
  );
}

function toFindings(fact: KnownFact): PolicyFinding[] {
  const { cluster } = fact.object;
  return readReport(fact).findings.map(({ subject, ...finding }) => ({
    ...finding,
    subject: { cluster, ...subject },
    evidenceAt: fact.evidenceAt,
  }));
}

function rank({ result, severity }: PolicyFinding): number {
  const level = SEVERITIES.indexOf(severity ?? '');
  return RESULTS.indexOf(result) * 10 + (level < 0 ? SEVERITIES.length : level);
}
