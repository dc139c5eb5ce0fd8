import type { PolicyReportSummary } from '@orchestr8/backstage-plugin-o8-common';
import type { Translate } from '../../translation';
import { Age } from '../Age';
import { EvidenceList, type EvidenceEntry } from '../Evidence';
import type { FacetRow } from '../FacetCard';
import { NOT_CHECKED_GLYPH, toTone, type StatusProps } from '../Status';
import { findOldest } from './findOldest';
import type { ReportsItem, RowContext } from './selectItems';
import { toFindingEvidence } from './toFindingRow';

// Why counts may not be the whole truth, the worst reason first.
const GAPS = ['error', 'stale', 'stopped', 'not-checked'] as const;

/** The policy reports of all placements as one row. */
export function toReportsRow(
  t: Translate,
  item: ReportsItem,
  context: RowContext,
): FacetRow {
  const { reports } = item;
  const { detail, isCurrent } = context;
  const newest = findResultTime(reports);
  const gap = findGap(reports);
  return {
    id: 'reports',
    title: t('compliance.reports.title'),
    status: toStatus(t, item, isCurrent),
    details: (
      <>
        {t('compliance.reports.counts', sum(reports))}
        {newest && (
          <>
            {'; '}
            {t('compliance.reports.newest', { age: <Age time={newest} /> })}
          </>
        )}
      </>
    ),
    cause: gap && t(`compliance.reports.state.${gap}`),
    asOf: findOldest(
      reports.filter(({ state }) => isUnconfirmed(state, isCurrent)),
    ),
    evidence: (
      <EvidenceList
        clusterTitles={detail.clusterTitles}
        remedy={findRemedy(t, item, gap)}
        entries={reports.flatMap(report => [
          toEvidence(t, report, detail.clusterTitles),
          ...report.findings.map(finding => toFindingEvidence(t, finding)),
        ])}
      />
    ),
  };
}

function toStatus(
  t: Translate,
  { reports, verdict }: ReportsItem,
  isCurrent: boolean,
): StatusProps {
  const { pass, fail, warn, error } = sum(reports);
  const total = String(
    Number(pass) + Number(fail) + Number(warn) + Number(error),
  );
  const tone = toTone(verdict, isCurrent);
  if (verdict === 'bad') {
    return { tone, label: t('compliance.reports.fail', { fail, total }) };
  }
  if (verdict === 'attention') {
    return { tone, label: t('compliance.reports.warn', { warn, total }) };
  }
  switch (findGap(reports)) {
    case 'error':
      return { tone, label: t('compliance.reports.failed') };
    case 'stale':
    case 'stopped':
      return { tone, label: t('compliance.reports.stale') };
    case 'not-checked':
      return {
        tone,
        label: t('compliance.reports.not-checked'),
        glyph: NOT_CHECKED_GLYPH,
      };
    default:
      break;
  }
  if (Number(error) > 0) {
    return { tone, label: t('compliance.reports.error', { error, total }) };
  }
  return verdict === 'good'
    ? { tone, label: t('compliance.reports.pass', { pass, total }) }
    : { tone, label: t('compliance.reports.empty') };
}

function isUnconfirmed(
  state: PolicyReportSummary['state'],
  isCurrent: boolean,
): boolean {
  return state === 'stale' || (!isCurrent && state !== 'not-checked');
}

function findGap(reports: PolicyReportSummary[]) {
  return GAPS.find(gap => reports.some(({ state }) => state === gap));
}

function findRemedy(
  t: Translate,
  { verdict, reports }: ReportsItem,
  gap: (typeof GAPS)[number] | undefined,
): string | undefined {
  if (verdict === 'bad' || verdict === 'attention') {
    return t('compliance.remedy.finding');
  }
  switch (gap) {
    case 'stopped':
      return t('compliance.remedy.reportsStopped');
    case 'not-checked':
      return t('compliance.remedy.notChecked');
    case 'stale':
    case 'error':
      return t('compliance.remedy.notReadable');
    default:
      break;
  }
  if (verdict === 'good') {
    return undefined;
  }
  return reports.some(({ error }) => error > 0)
    ? t('compliance.remedy.reportsError')
    : t('compliance.remedy.reportsStopped');
}

function toEvidence(
  t: Translate,
  report: PolicyReportSummary,
  clusterTitles: Record<string, string>,
): EvidenceEntry {
  const { cluster, namespace, state, evidenceAt } = report;
  return {
    place: t('compliance.placement', {
      cluster: clusterTitles[cluster] ?? cluster,
      namespace,
    }),
    expected: t('compliance.reports.expected'),
    found:
      state === 'checked'
        ? t('compliance.reports.counts', sum([report]))
        : t(`compliance.reports.state.${state}`),
    at: evidenceAt,
  };
}

function sum(reports: PolicyReportSummary[]) {
  const add = (
    key: 'pass' | 'fail' | 'warn' | 'error' | 'skip' | 'resources',
  ): string =>
    String(reports.reduce((total, report) => total + report[key], 0));
  return {
    pass: add('pass'),
    fail: add('fail'),
    warn: add('warn'),
    error: add('error'),
    skip: add('skip'),
    resources: add('resources'),
  };
}

// A placement whose results still come must not lend its age to one where they do not.
function findResultTime(reports: PolicyReportSummary[]): string | undefined {
  const old = reports.filter(
    ({ state, evidenceAt }) =>
      evidenceAt !== null && (state === 'stale' || state === 'stopped'),
  );
  return findOldest(old) ?? findNewest(reports);
}

function findNewest(reports: PolicyReportSummary[]): string | undefined {
  return reports
    .flatMap(({ evidenceAt }) => evidenceAt ?? [])
    .sort((a, b) => Date.parse(b) - Date.parse(a))
    .at(0);
}
