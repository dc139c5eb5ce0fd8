import type {
  ModuleDetail,
  Protection,
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
  const { newestGood, schedule } = protection;
  const cron = sayCron(schedule?.cron);
  let plan: string = t('recovery.noSchedule');
  if (schedule) {
    plan = schedule.paused
      ? t('recovery.paused', { cron })
      : t('recovery.schedule', { cron });
  }
  return (
    <>
      {newestGood
        ? t('recovery.newest', { age: <Age time={newestGood.startedAt} /> })
        : t('recovery.noNewest')}
      {'; '}
      {plan}
    </>
  );
}

function toEvidence(
  t: Translate,
  protection: Protection,
  rpoMs: number | null,
): EvidenceEntry[] {
  const { problems, newestGood, schedule } = protection;
  const cron = sayCron(schedule?.cron);
  return [
    ...problems.map(({ code, message, object, since }) => ({
      // Without an object the finding is about the others below.
      object: object ?? undefined,
      found: t(`recovery.problem.${code}`),
      message,
      since,
    })),
    {
      object: newestGood?.backup ?? null,
      expected:
        rpoMs === null
          ? t('recovery.expectedBackup')
          : t('recovery.expectedRpo', { rpo: formatDuration(t, rpoMs) }),
      found: newestGood
        ? t('recovery.foundBackup', {
            age: <Age time={newestGood.startedAt} />,
          })
        : t('recovery.noNewest'),
      at: newestGood?.completedAt,
    },
    {
      object: schedule?.object ?? null,
      expected: t('recovery.expectedSchedule'),
      found: schedule
        ? t(
            schedule.paused ? 'recovery.foundPaused' : 'recovery.foundSchedule',
            { cron },
          )
        : t('recovery.problem.scheduleMissing'),
    },
  ];
}

// Its five fields belong together: a line may not break between them.
function sayCron(cron = ''): string {
  return cron.replaceAll(' ', '\u00a0');
}
