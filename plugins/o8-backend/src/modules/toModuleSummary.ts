import {
  FACETS,
  type Deployment,
  type Facet,
  type FacetId,
  type FacetSummary,
  type ModuleDetail,
  type ModuleSummary,
  type SourceStatus,
  type SyncState,
} from '@orchestr8/backstage-plugin-o8-common';
import { EMPTY_STATES, pickStatuses } from '../assess';
import { CLAIM_ANNOTATIONS } from '../bindings';
import { CONNECTION_SOURCE } from '../sourceStatus';
import type {
  EntityObjects,
  ModuleEntity,
  SourceAddress,
  StateRow,
} from '../store';
import { isProven, unprove } from './isProven';

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

/** What is known of a module and what it has on the clusters. */
export interface KnownDetail extends KnownModule {
  objects: EntityObjects;
}

/** A module as lists show it. */
export function toModuleSummary(
  known: KnownModule,
  statuses: SourceStatus[],
): ModuleSummary {
  return {
    ...toBase(known),
    facets: Object.fromEntries(
      FACETS.map(facet => [facet, toFacetSummary(known, facet, statuses)]),
    ) as ModuleSummary['facets'],
  };
}

/** Everything that is known of a module. */
export function toModuleDetail(
  known: KnownDetail,
  statuses: SourceStatus[],
): ModuleDetail {
  const { objects, totalObjects } = known.objects;
  return {
    ...toBase(known),
    clusterTitles: toClusterTitles(known, statuses),
    claimedBy: known.claimedBy.length > 1 ? known.claimedBy : [],
    claimProblems: toClaimProblems(known),
    objects,
    totalObjects,
    facets: Object.fromEntries(
      FACETS.map(facet => [facet, toFacet(known, facet, statuses)]),
    ) as ModuleDetail['facets'],
  };
}

function toBase(known: KnownModule): Omit<ModuleSummary, 'facets'> {
  const { entity, states, key } = known;
  const placements = states.flatMap(state => state.placements);
  return {
    entityRef: entity.entityRef,
    key,
    module: entity.module,
    title: entity.title,
    description: entity.description,
    owner: entity.owner,
    system: entity.system,
    tier: entity.tier,
    binding: findBinding(known),
    clusters: [...new Set(placements.map(({ cluster }) => cluster))].sort(),
  };
}

// As it was judged; of one that never was, no more is known than who claims it.
function findBinding({
  states: [state],
  claimedBy,
}: KnownModule): ModuleSummary['binding'] {
  return state?.binding ?? (claimedBy.length > 1 ? 'conflict' : 'unbound');
}

function toClaimProblems({
  entity,
  objects,
}: KnownDetail): ModuleDetail['claimProblems'] {
  return [
    ...entity.claimProblems,
    ...objects.emptyClaims.map(type => ({
      annotation: CLAIM_ANNOTATIONS[type],
      code: 'nothing' as const,
    })),
  ];
}

function toFacetSummary(
  known: KnownModule,
  facet: FacetId,
  statuses: SourceStatus[],
): FacetSummary {
  const row = findState(known, facet, statuses);
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

/** A judgement as far as it holds now. */
function findState(
  { states, now }: KnownModule,
  facet: FacetId,
  statuses: SourceStatus[],
): StateRow | undefined {
  const row = states.find(state => state.facet === facet);
  return row && !isProven(row, statuses, now)
    ? { ...row, state: unprove(row.state) }
    : row;
}

function toFacet(
  known: KnownModule,
  facet: FacetId,
  statuses: SourceStatus[],
): Facet<unknown> {
  const row = findState(known, facet, statuses);
  const { verdict, headline, since } = toFacetSummary(known, facet, statuses);
  return {
    // The catalog may have had it for a moment only: there is nothing to say of it.
    state: row?.state ?? { verdict, headline, ...EMPTY_STATES[facet] },
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

// Those that have to do with the module, and no others.
function toClusterTitles(
  { states, objects: { objects } }: KnownDetail,
  statuses: SourceStatus[],
): Record<string, string> {
  const clusters = new Set(
    [
      ...states.flatMap(({ placements, sources }) => [
        ...placements,
        ...sources,
      ]),
      ...objects,
      // What is only claimed places nobody, and is shown where it runs all the same.
      ...states.flatMap(listDeployments),
    ].map(({ cluster }) => cluster),
  );
  return Object.fromEntries(
    statuses
      .filter(({ cluster }) => clusters.has(cluster))
      .map(({ cluster, clusterTitle }) => [cluster, clusterTitle]),
  );
}

function listDeployments({ facet, state }: StateRow): Deployment[] {
  return facet === 'sync'
    ? (state as Partial<SyncState>).deployments ?? []
    : [];
}
