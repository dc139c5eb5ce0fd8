import {
  FACETS,
  type Facet,
  type FacetId,
  type FacetSummary,
  type ModuleDetail,
  type ModuleSummary,
  type SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { pickStatuses } from '../assess';
import { CONNECTION_SOURCE } from '../sourceStatus';
import type { ModuleEntity, SourceAddress, StateRow } from '../store';

/** What is known of a module, for answers. */
export interface KnownModule {
  entity: ModuleEntity;
  /** Its judgements; none until it was judged for the first time. */
  states: StateRow[];
  /** All entities that claim it, itself among them. */
  claimedBy: string[];
  key: string;
  now: Date;
}

/** A module as lists show it. */
export function toModuleSummary(known: KnownModule): ModuleSummary {
  return {
    ...toBase(known),
    facets: Object.fromEntries(
      FACETS.map(facet => [facet, toFacetSummary(known, facet)]),
    ) as ModuleSummary['facets'],
  };
}

/** Everything that is known of a module. */
export function toModuleDetail(
  known: KnownModule,
  statuses: SourceStatus[],
): ModuleDetail {
  return {
    ...toBase(known),
    clusterTitles: Object.fromEntries(
      statuses.map(({ cluster, clusterTitle }) => [cluster, clusterTitle]),
    ),
    claimedBy: known.claimedBy.length > 1 ? known.claimedBy : [],
    facets: Object.fromEntries(
      FACETS.map(facet => [facet, toFacet(known, facet, statuses)]),
    ) as ModuleDetail['facets'],
  };
}

function toBase(known: KnownModule): Omit<ModuleSummary, 'facets'> {
  const { entity, states, claimedBy, key } = known;
  const { rpoMs: _rpoMs, ...shown } = entity;
  const placements = states.flatMap(state => state.placements);
  return {
    ...shown,
    key,
    binding: toBinding(claimedBy.length, placements.length),
    clusters: [...new Set(placements.map(({ cluster }) => cluster))].sort(),
  };
}

function toBinding(
  claims: number,
  placements: number,
): ModuleSummary['binding'] {
  if (claims > 1) {
    return 'conflict';
  }
  return placements > 0 ? 'confirmed' : 'unbound';
}

function toFacetSummary(known: KnownModule, facet: FacetId): FacetSummary {
  const row = known.states.find(state => state.facet === facet);
  return row
    ? {
        verdict: row.state.verdict,
        headline: row.state.headline,
        since: row.since,
      }
    : {
        verdict: 'unknown',
        headline: { code: 'notRead', params: {} },
        since: known.now.toISOString(),
      };
}

// A module that the catalog has had for a moment only: there is nothing to say of it.
const EMPTY = {
  sync: { deployments: [] },
  compliance: { checks: [], reports: [] },
  recovery: { rpoMs: null, rpoFrom: null, recoversTo: null, protections: [] },
};

function toFacet(
  known: KnownModule,
  facet: FacetId,
  statuses: SourceStatus[],
): Facet<unknown> {
  const row = known.states.find(state => state.facet === facet);
  const { verdict, headline, since } = toFacetSummary(known, facet);
  return {
    state: row?.state ?? { verdict, headline, ...EMPTY[facet] },
    since,
    assessedAt: row?.assessedAt ?? known.now.toISOString(),
    sources: row ? pickStatuses(statuses, withConnections(row.sources)) : [],
  };
}

// A cluster that does not answer fails all its sources: it is said once, by its name.
function withConnections(sources: SourceAddress[]): SourceAddress[] {
  const clusters = new Set(sources.map(({ cluster }) => cluster));
  return [
    ...[...clusters].map(cluster => ({ cluster, source: CONNECTION_SOURCE })),
    ...sources,
  ];
}
