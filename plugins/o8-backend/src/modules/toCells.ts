import {
  FACETS,
  worstVerdict,
  type FleetCell,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import { capVerdict } from '../assess';
import type { FreshSources } from './isProven';
import { unique } from './Judgement';
import type { HeldJudgement } from './toModuleSummary';

/**
 * How well a module is on each cluster of which something is known. Good is only what its
 * judgement still holds for, and what the cluster that says so proves.
 */
export function toCells(
  held: HeldJudgement[],
  fresh: FreshSources,
): FleetCell[] {
  const clusters = unique(
    held.flatMap(({ judgement }) => [
      ...judgement.clusters,
      ...judgement.parts.map(({ cluster }) => cluster),
    ]),
  );
  return clusters.map(cluster => ({
    cluster,
    facets: Object.fromEntries(
      FACETS.map(facet => [
        facet,
        toVerdict(
          held.find(({ judgement }) => judgement.facet === facet),
          cluster,
          fresh,
        ),
      ]),
    ) as FleetCell['facets'],
  }));
}

function toVerdict(
  held: HeldJudgement | undefined,
  cluster: string,
  fresh: FreshSources,
): Verdict | null {
  const parts =
    held?.judgement.parts.filter(part => part.cluster === cluster) ?? [];
  if (!held || parts.length === 0) {
    return null;
  }
  const { judgement, holds } = held;
  // That somebody else has as good a claim is said of the whole, and not of its parts.
  const isTrusted = holds && judgement.headline.code !== 'unproven';
  return worstVerdict(
    parts.map(({ by, verdict }) => {
      const proofs = judgement.sources.filter(({ cluster: c }) => c === by);
      const isFresh =
        proofs.length > 0 && proofs.every(each => fresh.has(each));
      return isTrusted && isFresh ? verdict : capVerdict(verdict);
    }),
  );
}
