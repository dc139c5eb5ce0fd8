import {
  FACETS,
  type Deployment,
  type Facet,
  type FacetId,
  type ModuleDetail,
  type SourceStatus,
  type SyncState,
} from '@orchestr8/backstage-plugin-o8-common';
import { EMPTY_STATES, pickStatuses } from '../assess';
import { CLAIM_ANNOTATIONS } from '../bindings';
import { CONNECTION_SOURCE } from '../sourceStatus';
import type { EntityObjects, SourceAddress, StateRow } from '../store';
import { sayJudgedAt, unprove, type Evidence } from './isProven';
import { Shared, toJudgement } from './Judgement';
import type { KnownModule } from './KnownModules';
import {
  holdJudgements,
  toFacetSummary,
  toModuleSummary,
  type HeldJudgement,
} from './toModuleSummary';

/** What is read of one module. */
export interface ReadModule {
  /** Its judgements with all that they say, ordered by facet. */
  states: StateRow[];
  /** What it has on the clusters. */
  objects: EntityObjects;
}

/** Everything that is known of a module, and the statuses that it says. */
export function toModuleDetail(options: {
  known: KnownModule;
  read: ReadModule;
  statuses: SourceStatus[];
  evidence: Evidence;
  key: string;
}): { detail: ModuleDetail; statuses: SourceStatus[] } {
  const { known, read, statuses, evidence, key } = options;
  const shared = new Shared();
  const judgements = read.states.map(row => toJudgement(row, shared));
  const held = holdJudgements(judgements, evidence);
  const { objects, totalObjects } = read.objects;
  const facets = FACETS.map(
    facet =>
      [
        facet,
        toFacet({ known, read, held, facet, statuses, evidence }),
      ] as const,
  );
  const detail: ModuleDetail = {
    ...toModuleSummary(known, held, key),
    clusterTitles: toClusterTitles(read, statuses),
    claimedBy: known.claimedBy.length > 1 ? known.claimedBy : [],
    claimProblems: toClaimProblems(known, read),
    objects,
    totalObjects,
    facets: Object.fromEntries(facets) as ModuleDetail['facets'],
  };
  return { detail, statuses: facets.flatMap(([, { sources }]) => sources) };
}

function toClaimProblems(
  { entity }: KnownModule,
  { objects }: ReadModule,
): ModuleDetail['claimProblems'] {
  return [
    ...entity.claimProblems,
    ...objects.emptyClaims.map(type => ({
      annotation: CLAIM_ANNOTATIONS[type],
      code: 'nothing' as const,
    })),
  ];
}

function toFacet(options: {
  known: KnownModule;
  read: ReadModule;
  held: HeldJudgement[];
  facet: FacetId;
  statuses: SourceStatus[];
  evidence: Evidence;
}): Facet<unknown> {
  const { known, read, held, facet, statuses, evidence } = options;
  const { verdict, headline, since } = toFacetSummary(known, held, facet);
  const index = read.states.findIndex(row => row.facet === facet);
  if (index < 0) {
    // The catalog may have had it for a moment only: there is nothing to say of it.
    const state = { verdict, headline, ...EMPTY_STATES[facet] };
    return { state, since, assessedAt: known.seenAt, sources: [] };
  }
  const { state, sources, assessedAt } = read.states[index];
  const { holds } = held[index];
  return {
    state: holds ? state : unprove(state),
    since,
    assessedAt: holds
      ? sayJudgedAt(assessedAt, evidence.judgedAtMs)
      : assessedAt,
    sources: pickStatuses(statuses, withConnections(sources)),
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
  { states, objects: { objects } }: ReadModule,
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
