import {
  FACETS,
  type FacetId,
  type FacetSummary,
  type ModuleSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import { isProven, unproveWord, type Evidence } from './isProven';
import { unique, type Judgement } from './Judgement';
import type { KnownModule } from './KnownModules';

/** A judgement, and whether it holds now. */
export interface HeldJudgement {
  judgement: Judgement;
  holds: boolean;
}

/** The judgements of a module as far as they hold now. */
export function holdJudgements(
  judgements: Judgement[],
  evidence: Evidence,
): HeldJudgement[] {
  return judgements.map(judgement => ({
    judgement,
    holds: isProven(judgement, evidence),
  }));
}

/** A module as lists show it. */
export function toModuleSummary(
  known: KnownModule,
  held: HeldJudgement[],
  key: string,
): ModuleSummary {
  const { entity, claimedBy } = known;
  const [first] = held;
  return {
    entityRef: entity.entityRef,
    key,
    module: entity.module,
    title: entity.title,
    description: entity.description,
    owner: entity.owner,
    system: entity.system,
    tier: entity.tier,
    // As it was judged; of one that never was, no more is known than who claims it.
    binding:
      first?.judgement.binding ??
      (claimedBy.length > 1 ? 'conflict' : 'unbound'),
    clusters: unique(held.flatMap(({ judgement }) => judgement.clusters)),
    facets: Object.fromEntries(
      FACETS.map(facet => [facet, toFacetSummary(known, held, facet)]),
    ) as ModuleSummary['facets'],
  };
}

/** A facet in one word. */
export function toFacetSummary(
  { seenAt }: KnownModule,
  held: HeldJudgement[],
  facet: FacetId,
): FacetSummary {
  const found = held.find(({ judgement }) => judgement.facet === facet);
  if (!found) {
    return {
      verdict: 'unknown',
      headline: { code: 'notRead', params: {} },
      since: seenAt,
    };
  }
  const { judgement, holds } = found;
  const { verdict, headline, since } = judgement;
  return {
    ...(holds ? { verdict, headline } : unproveWord({ verdict, headline })),
    since,
  };
}
