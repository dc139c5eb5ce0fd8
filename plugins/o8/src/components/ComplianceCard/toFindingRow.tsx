import type { PolicyFinding } from '@orchestr8/backstage-plugin-o8-common';
import type { Translate } from '../../translation';
import { EvidenceList, type EvidenceEntry } from '../Evidence';
import type { FacetRow } from '../FacetCard';
import type { FindingItem, RowContext } from './selectItems';

/** What one rule found as a row. */
export function toFindingRow(
  t: Translate,
  item: FindingItem,
  context: RowContext,
): FacetRow {
  const { policy, rule, result, severity, findings, verdict } = item;
  const objects = t('compliance.finding.objects', { count: findings.length });
  return {
    id: `finding ${policy} ${rule} ${result}`,
    title: sayRule(t, item),
    status: { tone: verdict, label: t(`compliance.finding.${result}`) },
    details: severity
      ? `${objects}, ${t('compliance.finding.severity', { severity })}`
      : objects,
    cause: findings[0].message,
    evidence: (
      <EvidenceList
        clusterTitles={context.detail.clusterTitles}
        remedy={t('compliance.remedy.finding')}
        entries={findings.map(finding => toFindingEvidence(t, finding))}
      />
    ),
  };
}

/** The object that was judged, and what was said of it. */
export function toFindingEvidence(
  t: Translate,
  finding: PolicyFinding,
): EvidenceEntry {
  const { subject, message, result, evidenceAt } = finding;
  return {
    object: subject,
    expected: t('compliance.finding.expected', {
      policy: sayRule(t, finding),
    }),
    found: t(`compliance.finding.${result}`),
    message,
    at: evidenceAt,
  };
}

function sayRule(
  t: Translate,
  { policy, rule }: { policy: string; rule: string },
): string {
  return rule && rule !== policy
    ? t('compliance.finding.rule', { policy, rule })
    : policy;
}
