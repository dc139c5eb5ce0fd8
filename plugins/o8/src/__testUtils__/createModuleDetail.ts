import type {
  Facet,
  ModuleDetail,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import { createComplianceState } from './createComplianceState';
import { createProtection, createRecoveryState } from './createRecoveryState';
import { createSourceStatus } from './createSourceStatus';
import { createDeployment, createSyncState } from './createSyncState';
import { minutesAgo } from './times';

export const CLUSTER_TITLES = {
  hub: 'Management (hub)',
  'eu-1': 'Production Europe (eu-1)',
  'us-1': 'Production United States (us-1)',
  'stage-1': 'Staging (stage-1)',
};

const PLACED = ['eu-1', 'us-1', 'stage-1'] as const;

/** The sources of all clusters, fresh but for those that are given. */
export function createSources(
  fields: Record<string, Partial<SourceStatus>> = {},
): SourceStatus[] {
  return PLACED.map(cluster =>
    createSourceStatus(cluster, {
      clusterTitle: CLUSTER_TITLES[cluster],
      ...fields[cluster],
    }),
  );
}

/** A facet of this state, judged a minute ago on sources that are fresh. */
export function createFacet<S>(
  state: S,
  sources: SourceStatus[] = createSources(),
): Facet<S> {
  const since = minutesAgo(150);
  return { state, since, assessedAt: minutesAgo(1), sources };
}

/** What is known of a module that is well everywhere; with these facets instead. */
export function createModuleDetail(
  fields: Partial<Omit<ModuleDetail, 'facets'>> & {
    facets?: Partial<ModuleDetail['facets']>;
  } = {},
): ModuleDetail {
  const { facets, ...others } = fields;
  const clusters = [...PLACED];
  return {
    entityRef: 'component:default/voicefuse',
    key: 'k1',
    module: 'voicefuse',
    title: 'VoiceFuse',
    description: null,
    owner: 'group:default/guests',
    system: 'system:default/voice',
    tier: 'critical',
    binding: 'confirmed',
    clusters,
    clusterTitles: CLUSTER_TITLES,
    claimedBy: [],
    claimProblems: [],
    objects: [],
    totalObjects: 0,
    ...others,
    facets: {
      sync: createFacet(
        createSyncState(clusters.map(cluster => createDeployment(cluster))),
      ),
      compliance: createFacet(createComplianceState(clusters)),
      recovery: createFacet(
        createRecoveryState(clusters.map(cluster => createProtection(cluster))),
      ),
      ...facets,
    },
  };
}
