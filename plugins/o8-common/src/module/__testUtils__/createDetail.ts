import type { ModuleDetail, ModuleSummary } from '../module';

const since = '2026-11-22T10:00:00.000Z';
const object = {
  cluster: 'eu-1',
  apiVersion: 'v1',
  kind: 'Pod',
  namespace: 'billing',
  name: 'billing-0',
};

/** A module as lists show it, with everything set. */
export function createSummary(): ModuleSummary {
  const facet = {
    verdict: 'good' as const,
    headline: { code: 'synced', params: { total: 2, version: 'v1' } },
    since,
  };
  return {
    entityRef: 'component:default/billing',
    key: 'abc',
    module: 'billing',
    title: 'Billing',
    description: null,
    owner: 'group:default/payments',
    system: null,
    tier: 'gold',
    binding: 'confirmed',
    clusters: ['eu-1'],
    facets: { sync: facet, compliance: facet, recovery: facet },
  };
}

/** A module with one entry in every list. */
export function createDetail(): ModuleDetail {
  const { facets, ...rest } = createSummary();
  const { verdict, headline } = facets.sync;
  const common = { since, assessedAt: since, sources: [] };
  return {
    ...rest,
    claimProblems: [{ annotation: 'argocd/app-name', code: 'nothing' }],
    objects: [
      {
        ...object,
        source: 'workloads',
        binding: 'conflict',
        conflict: 'ownLabel',
        operable: false,
        facts: [
          {
            type: 'workloads.workload',
            key: '',
            value: { desired: 2, images: ['billing'], message: null },
            evidenceAt: null,
            changedAt: since,
          },
        ],
      },
    ],
    totalObjects: 1,
    clusterTitles: { 'eu-1': 'Europe 1' },
    claimedBy: [],
    facets: {
      sync: {
        ...common,
        state: {
          verdict,
          headline,
          deployments: [
            {
              application: object,
              cluster: null,
              destination: 'https://10.0.0.9',
              namespace: 'billing',
              environment: null,
              part: null,
              verdict,
              sync: 'Synced',
              health: 'Healthy',
              version: 'v1',
              waitingForImage: false,
              revision: null,
              deployedAt: since,
              deployedBy: null,
              cause: {
                type: 'resource',
                reason: 'Degraded',
                message: 'no',
                object,
                since: null,
              },
              fresh: true,
              evidenceAt: since,
            },
          ],
        },
      },
      compliance: {
        ...common,
        state: {
          verdict,
          headline,
          checks: [
            {
              check: 'NET-1',
              result: 'pass',
              cluster: 'eu-1',
              namespace: 'billing',
              found: 'denied',
              params: {},
              evidence: [object],
              evidenceAt: since,
            },
          ],
          reports: [
            {
              cluster: 'eu-1',
              namespace: 'billing',
              state: 'checked',
              resources: 1,
              pass: 1,
              fail: 1,
              warn: 0,
              error: 0,
              skip: 0,
              findings: [
                {
                  policy: 'p',
                  rule: '',
                  result: 'fail',
                  severity: null,
                  message: 'no',
                  subject: object,
                  evidenceAt: null,
                },
              ],
              evidenceAt: since,
            },
          ],
        },
      },
      recovery: {
        ...common,
        state: {
          verdict,
          headline,
          rpoMs: 60_000,
          rpoFrom: 'tier',
          recoversTo: since,
          protections: [
            {
              cluster: 'eu-1',
              namespace: 'billing',
              verdict,
              problems: [
                { code: 'storageStale', message: null, object, since },
              ],
              newestGood: {
                backup: object,
                startedAt: since,
                completedAt: null,
                expiresAt: null,
              },
              schedule: { object, cron: '@daily', paused: false },
              fresh: false,
              evidenceAt: since,
            },
          ],
        },
      },
    },
  };
}
