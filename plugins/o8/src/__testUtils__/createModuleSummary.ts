import type {
  FacetId,
  FacetSummary,
  ModuleSummary,
} from '@orchestr8/backstage-plugin-o8-common';
import { minutesAgo } from './times';

const WELL: Record<FacetId, FacetSummary> = {
  sync: {
    verdict: 'good',
    headline: { code: 'synced', params: { synced: 3, total: 3 } },
    since: minutesAgo(150),
  },
  compliance: {
    verdict: 'good',
    headline: { code: 'passing', params: { passed: 98, total: 98 } },
    since: minutesAgo(3000),
  },
  recovery: {
    verdict: 'good',
    headline: { code: 'recovers', params: { at: minutesAgo(14) } },
    since: minutesAgo(9000),
  },
};

/** A module of a list: well, or as given. */
export function createModuleSummary(
  name: string,
  fields: Partial<Omit<ModuleSummary, 'facets'>> & {
    facets?: Partial<Record<FacetId, Partial<FacetSummary>>>;
  } = {},
): ModuleSummary {
  const { facets, ...others } = fields;
  return {
    entityRef: `component:default/${name}`,
    key: `key-${name}`,
    module: name,
    title: name,
    description: null,
    owner: 'group:default/guests',
    system: 'system:default/voice',
    tier: null,
    binding: 'confirmed',
    clusters: ['eu-1', 'us-1', 'stage-1'],
    ...others,
    facets: {
      sync: { ...WELL.sync, ...facets?.sync },
      compliance: { ...WELL.compliance, ...facets?.compliance },
      recovery: { ...WELL.recovery, ...facets?.recovery },
    },
  };
}
