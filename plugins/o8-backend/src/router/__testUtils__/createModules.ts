import {
  FACETS,
  type ModuleDetail,
  type ModuleSummary,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type { FakeModule } from './FakeModuleIndex';

export const AT = '2026-11-22T10:42:00.000Z';

/** A module as lists show it, with a verdict for each of its facets. */
export function createSummary(
  name: string,
  fields: Partial<Omit<ModuleSummary, 'facets'>> = {},
  verdicts: Verdict[] = ['unknown', 'unknown', 'unknown'],
): ModuleSummary {
  return {
    entityRef: `component:default/${name}`,
    key: `key of component:default/${name}`,
    module: name,
    title: name,
    description: null,
    owner: 'group:default/team',
    system: null,
    tier: null,
    binding: 'unbound',
    clusters: [],
    ...fields,
    facets: Object.fromEntries(
      FACETS.map((facet, index) => [
        facet,
        {
          verdict: verdicts[index],
          headline: { code: verdicts[index], params: {} },
          since: AT,
        },
      ]),
    ) as ModuleSummary['facets'],
  };
}

const EMPTY = {
  sync: { deployments: [] },
  compliance: { checks: [], reports: [] },
  recovery: { rpoMs: null, rpoFrom: null, recoversTo: null, protections: [] },
};

/** Everything that is known of a module of which little is. */
export function createDetail(
  { summary, claimedBy = [] }: FakeModule,
  fields: Partial<ModuleDetail> = {},
): ModuleDetail {
  return {
    ...summary,
    clusterTitles: {},
    claimedBy,
    claimProblems: [],
    objects: [],
    totalObjects: 0,
    ...fields,
    facets: Object.fromEntries(
      FACETS.map(facet => {
        const { since, ...state } = summary.facets[facet];
        return [
          facet,
          {
            state: { ...state, ...EMPTY[facet] },
            since,
            assessedAt: AT,
            sources: [],
          },
        ];
      }),
    ) as unknown as ModuleDetail['facets'],
  };
}

const SHARED = ['beta', 'gamma', 'hidden'].map(
  name => `component:default/${name}`,
);

/** Four modules; "shared" is claimed by three, of whom callers see two. */
export const modules: FakeModule[] = [
  {
    summary: createSummary('alpha', { tier: 'gold' }),
    namespaces: ['a', 'a,b\\c'],
  },
  {
    summary: createSummary(
      'beta',
      {
        module: 'shared',
        owner: 'group:default/others',
        binding: 'conflict',
        clusters: ['eu-1'],
      },
      ['bad', 'unknown', 'unknown'],
    ),
    claimedBy: SHARED,
    namespaces: ['shared'],
  },
  {
    summary: createSummary('gamma', { module: 'shared', binding: 'conflict' }),
    claimedBy: SHARED,
  },
  {
    summary: createSummary('hidden', { module: 'shared', binding: 'conflict' }),
    claimedBy: SHARED,
  },
];
