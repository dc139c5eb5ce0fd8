import {
  VERDICTS,
  worstVerdict,
  type Headline,
  type Protection,
  type RecoveryState,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Assessor } from '@orchestr8/backstage-plugin-o8-node';
import { findEarliest } from '../findEarliest';
import { sayNowhere } from '../sayNowhere';
import { listTurns } from './listTurns';
import { toProtection } from './toProtection';

/** Whether a module can be brought back, and to when, by its newest good backup. */
export const recoveryAssessor: Assessor<RecoveryState> = {
  id: 'recovery',
  needs: [
    'namespaces.namespace',
    'velero.backup',
    'velero.schedule',
    'velero.storage',
  ],
  assess(input) {
    const { placements, objectives } = input;
    const { rpoMs, rpoFrom } = objectives;
    const protections = placements
      .map(placement => toProtection(placement, input))
      .sort(
        (a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict),
      );
    const starts = protections.map(p => p.newestGood?.startedAt ?? null);
    // The placement that falls back furthest decides; one that has nothing has no time.
    const recoversTo =
      starts.length && !starts.includes(null)
        ? (starts as string[]).reduce((a, b) => (a < b ? a : b))
        : null;
    const verdict = worstVerdict(protections.map(p => p.verdict));
    return {
      verdict,
      headline: protections.length
        ? toHeadline(verdict, protections, recoversTo)
        : sayNowhere(input),
      rpoMs,
      rpoFrom,
      recoversTo,
      protections,
    };
  },
  validUntil: input => findEarliest(listTurns(input), input.now),
};

const OWN_HEADLINE = [
  'rpoBreached',
  'noGoodBackup',
  'scheduleMissing',
  'schedulePaused',
  'noBackupYet',
  'firstBackupRunning',
] as const;

function toHeadline(
  verdict: Verdict,
  protections: Protection[],
  recoversTo: string | null,
): Headline {
  const at: Record<string, string> = recoversTo ? { at: recoversTo } : {};
  if (verdict === 'good') {
    return { code: 'recovers', params: at };
  }
  if (verdict !== 'bad' && verdict !== 'attention') {
    return { code: 'unknown', params: at };
  }
  const affected = protections.filter(p => p.verdict === verdict);
  // One that has nothing is worse off than one whose backup is too old.
  const worst = affected.find(p => !p.newestGood) ?? affected[0];
  const code = OWN_HEADLINE.find(
    candidate => worst.problems[0]?.code === candidate,
  );
  const params = {
    ...at,
    count: affected.length,
    total: protections.length,
  };
  return { code: code ?? 'atRisk', params };
}
