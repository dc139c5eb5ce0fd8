import {
  FACETS,
  worstVerdict,
  type ModuleSummary,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';

/** How well a module is, over all of its facets. */
export function judgeModule(module: ModuleSummary): Verdict {
  return worstVerdict(FACETS.map(facet => module.facets[facet].verdict));
}
