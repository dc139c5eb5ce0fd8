import type {
  ModuleDetail,
  Protection,
  RecoveryProblem,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ReactNode } from 'react';
import type { Translate } from '../../translation';
import { Age } from '../Age';
import { formatDuration } from '../Duration';
import { EvidenceList, type EvidenceEntry } from '../Evidence';
import type { FacetRow } from '../FacetCard';
import { NOT_CHECKED_GLYPH, toTone, type StatusProps } from '../Status';

/** Options of {@link toRecoveryRow}. */
export interface RecoveryRowOptions {
  protection: Protection;
  detail: ModuleDetail;
  isCurrent: boolean;
}

/** One placement as a row: where, whether it is protected, its newest good backup. */
export function toRecoveryRow(
  t: Translate,
  options: RecoveryRowOptions,
): FacetRow {
  const { protection, detail, isCurrent } = options;
  const { cluster, namespace, problems, fresh } = protection;
  const isFresh = fresh && isCurrent;
  const problem = problems.at(0);
  return {
    id: `${cluster} ${namespace}`,
    title: sayPlace(t, protection, detail),
    status: toStatus(t, protection, isFresh),
    details: sayProtection(t, protection),
    cause: problem?.message ?? undefined,
    asOf: isFresh ? undefined : protection.evidenceAt,
    evidence: (
      <EvidenceList
        clusterTitles={detail.clusterTitles}
        remedy={problem && t(`recovery.remedy.${problem.code}`)}
        entries={toEvidence(t, protection, detail.facets.recovery.state.rpoMs)}
      />
    ),
  };
}

function sayPlace(
  t: Translate,
  { cluster, namespace }: Protection,
  detail: ModuleDetail,
): string {
  const title = detail.clusterTitles[cluster] ?? cluster;
  const isAlone =
    detail.facets.recovery.state.protections.filter(
      other => other.cluster === cluster,
    ).length === 1;
  return isAlone
    ? title
    : t('recovery.withNamespace', { cluster: title, namespace });
}

function toStatus(
  t: Translate,
  protection: Protection,
  isFresh: boolean,
): StatusProps {
  const { verdict, problems } = protection;
  const problem = problems.at(0);
  const tone = toTone(verdict, isFresh);
  if (!problem) {
    return {
      tone,
      label:
        verdict === 'good' ? t('recovery.protected') : t(`verdict.${verdict}`),
    };
  }
  return {
    tone,
    label: t(`recovery.problem.${problem.code}`),
    glyph:
      tone === 'unknown' && problem.code === 'unsupported'
        ? NOT_CHECKED_GLYPH
        : undefined,
  };
}

function sayProtection(t: Translate, protection: Protection): ReactNode {
  const backup = sayNewest(t, protection);
  const plan = sayPlan(t, protection);
  return backup && plan ? (
    <>
      {backup}
      {'; '}
      {plan}
    </>
  ) : (
    backup ?? plan
  );
}

function sayNewest(t: Translate, protection: Protection): ReactNode {
  const { newestGood } = protection;
  if (newestGood) {
    const age = <Age time={newestGood.startedAt} />;
    return t('recovery.newest', { age });
  }
  return isKnown(protection, 'backup') ? t('recovery.noNewest') : undefined;
}

function sayPlan(t: Translate, protection: Protection): ReactNode {
  const { schedule } = protection;
  if (schedule) {
    const cron = sayCron(schedule.cron);
    return schedule.paused
      ? t('recovery.paused', { cron })
      : t('recovery.schedule', { cron });
  }
  return isKnown(protection, 'schedule') ? t('recovery.noSchedule') : undefined;
}

// Where nobody could look, nothing that is absent is known to be absent.
const HIDES: Record<'backup' | 'schedule', RecoveryProblem['code'][]> = {
  backup: ['notRead', 'unsupported', 'originUnknown'],
  schedule: ['notRead', 'unsupported'],
};

function isKnown(
  { problems }: Protection,
  what: 'backup' | 'schedule',
): boolean {
  return !problems.some(({ code }) => HIDES[what].includes(code));
}

function toEvidence(
  t: Translate,
  protection: Protection,
  rpoMs: number | null,
): EvidenceEntry[] {
  return [
    ...protection.problems.map(({ code, message, object, since }) => ({
      // Without an object the finding is about the others below.
      object: object ?? undefined,
      found: t(`recovery.problem.${code}`),
      message,
      since,
    })),
    ...toBackupEvidence(t, protection, rpoMs),
    ...toScheduleEvidence(t, protection),
  ];
}

function toBackupEvidence(
  t: Translate,
  protection: Protection,
  rpoMs: number | null,
): EvidenceEntry[] {
  const { newestGood } = protection;
  const expected =
    rpoMs === null
      ? t('recovery.expectedBackup')
      : t('recovery.expectedRpo', { rpo: formatDuration(t, rpoMs) });
  if (!newestGood) {
    return isKnown(protection, 'backup')
      ? [{ object: null, expected, found: t('recovery.noNewest') }]
      : [];
  }
  const { backup, startedAt, completedAt } = newestGood;
  const found = t('recovery.foundBackup', { age: <Age time={startedAt} /> });
  return [{ object: backup, expected, found, at: completedAt }];
}

function toScheduleEvidence(
  t: Translate,
  protection: Protection,
): EvidenceEntry[] {
  const { schedule } = protection;
  const expected = t('recovery.expectedSchedule');
  if (!schedule) {
    const found = t('recovery.problem.scheduleMissing');
    return isKnown(protection, 'schedule')
      ? [{ object: null, expected, found }]
      : [];
  }
  const { object, cron, paused } = schedule;
  const key = paused ? 'recovery.foundPaused' : 'recovery.foundSchedule';
  return [{ object, expected, found: t(key, { cron: sayCron(cron) }) }];
}

// Its five fields belong together: a line may not break between them.
function sayCron(cron: string): string {
  return cron.replaceAll(' ', '\u00a0');
}
