import {
  FACETS,
  worstVerdict,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ListedModule } from '../../modules';

/** How well a module is, over all of its facets. */
export function judgeModule(module: ListedModule): Verdict {
  return worstVerdict(FACETS.map(facet => module.facets[facet].verdict));
}
