import type { CheckResult } from '@orchestr8/backstage-plugin-o8-common';
import { compliance } from '../../translation/index';
import type { Translate } from '../../translation';
import { EvidenceList, type EvidenceEntry } from '../Evidence';
import type { FacetRow } from '../FacetCard';
import { isKey } from '../FacetHeadline';
import { NOT_CHECKED_GLYPH, toTone } from '../Status';
import { findOldest } from './findOldest';
import type { CheckItem, RowContext } from './selectItems';

/** A check as a row: its worst result, and how many placements pass. */
export function toCheckRow(
  t: Translate,
  item: CheckItem,
  context: RowContext,
): FacetRow {
  const { check, result, results, verdict } = item;
  const { detail, isCurrent } = context;
  const [worst] = results;
  const passed = results.filter(other => other.result === 'pass').length;
  return {
    id: `check ${check}`,
    title: sayCheck(t, check),
    status: {
      tone: toTone(verdict, isCurrent),
      label: t(`compliance.result.${result}`),
      glyph: result === 'not-checked' ? NOT_CHECKED_GLYPH : undefined,
    },
    details: t('compliance.passed', {
      passed: String(passed),
      total: String(results.length),
    }),
    cause: result === 'pass' ? undefined : sayFound(t, worst),
    asOf: findOldest(results.filter(other => isUnconfirmed(other, isCurrent))),
    evidence: (
      <EvidenceList
        clusterTitles={detail.clusterTitles}
        remedy={findRemedy(t, worst)}
        entries={results.flatMap(other =>
          toEvidence(t, other, detail.clusterTitles),
        )}
      />
    ),
  };
}

function isUnconfirmed({ result }: CheckResult, isCurrent: boolean): boolean {
  return result === 'stale' || (!isCurrent && result !== 'not-checked');
}

/** The title of a check; a check of a newer backend is called by its id. */
function sayCheck(t: Translate, check: string): string {
  return isKey(check, compliance.check)
    ? t(`compliance.check.${check}`)
    : check;
}

function sayFound(t: Translate, { found, params }: CheckResult): string {
  return isKey(found, compliance.found)
    ? t(`compliance.found.${found}`, { level: params.level ?? '?' })
    : found;
}

function findRemedy(t: Translate, worst: CheckResult): string | undefined {
  switch (worst.result) {
    case 'pass':
      return undefined;
    case 'fail':
      return worst.check === 'NET-1' || worst.check === 'PSS-1'
        ? t(`compliance.remedy.${worst.check}`)
        : undefined;
    case 'not-checked':
      return worst.found === 'notRead'
        ? t('compliance.remedy.notReadable')
        : t('compliance.remedy.notChecked');
    default:
      return t('compliance.remedy.notReadable');
  }
}

function toEvidence(
  t: Translate,
  result: CheckResult,
  clusterTitles: Record<string, string>,
): EvidenceEntry[] {
  const { check, cluster, namespace, evidence, evidenceAt } = result;
  const claim = {
    place: t('compliance.placement', {
      cluster: clusterTitles[cluster] ?? cluster,
      namespace,
    }),
    expected:
      check === 'NET-1' || check === 'PSS-1'
        ? t(`compliance.expected.${check}`)
        : undefined,
    found: sayFound(t, result),
    at: evidenceAt,
  };
  // Where something failed, an empty list is itself the finding.
  if (evidence.length === 0) {
    return [{ ...claim, object: result.result === 'fail' ? null : undefined }];
  }
  const [first, ...others] = evidence;
  return [{ ...claim, object: first }, ...others.map(object => ({ object }))];
}
