import type { JsonObject } from '@backstage/types';
import type {
  FactSubject,
  KnownFact,
  KubernetesObject,
  Source,
} from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { looseList, looseNumber, looseObject, looseText } from '../loose';

const MAX_FINDINGS = 20;
const MAX_MESSAGE = 300;
const MAX_TIME_SECONDS = 8_640_000_000_000;

/** What is kept of a policy report: `policyReports.report`. */
export interface ReportValue {
  pass: number;
  fail: number;
  warn: number;
  error: number;
  skip: number;
  /** The results that did not pass, the worst first. */
  findings: {
    policy: string;
    rule: string;
    result: 'fail' | 'warn' | 'error';
    severity: string | null;
    message: string;
    subject: {
      apiVersion: string;
      kind: string;
      namespace: string | null;
      name: string;
    };
  }[];
}

const reference = z.object({
  apiVersion: looseText,
  kind: z.string(),
  namespace: looseText,
  name: z.string(),
});

const reportSchema = looseObject({
  scope: reference.optional().catch(undefined),
  summary: looseObject({
    pass: looseNumber,
    fail: looseNumber,
    warn: looseNumber,
    error: looseNumber,
    skip: looseNumber,
  }),
  results: looseList(
    looseObject({
      policy: looseText,
      rule: looseText,
      result: looseText,
      severity: looseText,
      message: looseText,
      timestamp: looseObject({ seconds: looseNumber }),
      resources: looseList(reference),
    }),
  ),
});

type Report = z.output<typeof reportSchema>;
type Result = Report['results'][number];
type Reference = z.output<typeof reference>;

/** Reports of policy engines, by both APIs that they are written with. */
export const policyReportsSource: Source = {
  id: 'policyReports',
  kinds: [
    { group: 'wgpolicyk8s.io', kind: 'PolicyReport', plural: 'policyreports' },
    {
      group: 'wgpolicyk8s.io',
      kind: 'ClusterPolicyReport',
      plural: 'clusterpolicyreports',
    },
    { group: 'openreports.io', kind: 'Report', plural: 'reports' },
    {
      group: 'openreports.io',
      kind: 'ClusterReport',
      plural: 'clusterreports',
    },
  ],
  reach: 'placements',
  toFacts(object, { cluster }) {
    const report = reportSchema.parse(object);
    const subject = findSubject(object, report, cluster);
    if (!subject) {
      return [];
    }
    return [
      {
        type: 'policyReports.report',
        subject,
        // A report about a Namespace is cluster-scoped, and so names no module itself.
        binds: object.metadata.namespace ? 'object' : 'subject',
        evidenceAt: findNewest(report.results),
        value: toValue(report, subject.namespace) as ReportValue & JsonObject,
      },
    ];
  },
};

// A cluster-wide report about anything but a Namespace concerns no module.
function findSubject(
  object: KubernetesObject,
  { scope }: Report,
  cluster: string,
): FactSubject | null {
  const namespace =
    object.metadata.namespace ??
    (scope?.kind === 'Namespace' ? scope.name : undefined);
  return namespace ? { cluster, namespace } : null;
}

function findNewest(results: Result[]): string | null {
  const newest = results.reduce<number | null>((latest, { timestamp }) => {
    const { seconds = null } = timestamp;
    // Beyond that a Date cannot be written as a text.
    const isTime = seconds !== null && Math.abs(seconds) <= MAX_TIME_SECONDS;
    return isTime && seconds > (latest ?? -Infinity) ? seconds : latest;
  }, null);
  return newest === null ? null : new Date(newest * 1_000).toISOString();
}

const BAD = ['fail', 'error', 'warn'] as const;
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

function toValue(report: Report, namespace: string | null): ReportValue {
  // An engine may list only some of what it counts.
  const count = (word: keyof Report['summary']) =>
    Math.max(
      report.results.filter(({ result }) => result === word).length,
      Math.floor(report.summary[word] ?? 0),
    );
  const rank = (severity: string | null) => {
    const index = SEVERITIES.indexOf(severity ?? '');
    return index < 0 ? SEVERITIES.length : index;
  };
  const findings = BAD.flatMap(word =>
    report.results
      .filter(({ result }) => result === word)
      .map(result => ({
        policy: result.policy ?? '',
        rule: result.rule ?? '',
        result: word,
        severity: result.severity ?? null,
        message: (result.message ?? '').slice(0, MAX_MESSAGE),
        subject: toSubject(result.resources[0] ?? report.scope, namespace),
      }))
      .sort((a, b) => rank(a.severity) - rank(b.severity)),
  );
  return {
    pass: count('pass'),
    fail: count('fail'),
    warn: count('warn'),
    error: count('error'),
    skip: count('skip'),
    findings: findings.slice(0, MAX_FINDINGS),
  };
}

function toSubject(found: Reference | undefined, namespace: string | null) {
  return {
    apiVersion: found?.apiVersion ?? 'v1',
    kind: found?.kind ?? 'Namespace',
    namespace:
      found && found.kind !== 'Namespace' ? found.namespace ?? namespace : null,
    name: found?.name ?? namespace ?? '',
  };
}

/** The value of a `policyReports.report` as a type. */
export function readReport(fact: KnownFact): ReportValue {
  return fact.value as JsonObject & ReportValue;
}
