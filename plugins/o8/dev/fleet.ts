import type {
  ModuleSummary,
  O8Api,
  UnmatchedObject,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  createAnswer,
  createFakeApi,
} from '../src/__testUtils__/createFakeApi';
import { createSources } from '../src/__testUtils__/createModuleDetail';
import { createModuleSummary } from '../src/__testUtils__/createModuleSummary';
import { createTroubledDetail } from '../src/__testUtils__/detailStates';
import { minutesAgo } from '../src/__testUtils__/times';

const MODULES: ModuleSummary[] = [
  createModuleSummary('voicefuse', {
    title: 'VoiceFuse',
    facets: {
      sync: {
        verdict: 'bad',
        headline: { code: 'degraded', params: { count: 1, total: 3 } },
        since: minutesAgo(34),
      },
    },
  }),
  createModuleSummary('billing', {
    title: 'Billing and invoices of all regions',
    facets: {
      recovery: {
        verdict: 'bad',
        headline: { code: 'rpoBreached', params: { at: minutesAgo(600) } },
        since: minutesAgo(540),
      },
      compliance: {
        verdict: 'attention',
        headline: { code: 'warning', params: { count: 2, total: 120 } },
      },
    },
  }),
  createModuleSummary('copy', {
    binding: 'conflict',
    owner: null,
    system: null,
    clusters: [],
    facets: {
      sync: {
        verdict: 'unknown',
        headline: { code: 'notDeployed', params: {} },
      },
      compliance: {
        verdict: 'unknown',
        headline: { code: 'notPlaced', params: {} },
      },
      recovery: {
        verdict: 'unknown',
        headline: { code: 'unknown', params: {} },
      },
    },
  }),
  createModuleSummary('langfuse', {
    title: 'Langfuse',
    facets: {
      sync: {
        verdict: 'busy',
        headline: { code: 'progressing', params: { count: 1, total: 3 } },
        since: minutesAgo(2),
      },
    },
  }),
  ...['search', 'transcripts', 'notify', 'profiles'].map(name =>
    createModuleSummary(name),
  ),
];

const UNMATCHED: UnmatchedObject[] = [
  {
    cluster: 'hub',
    source: 'argocd',
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace: 'argocd',
    name: 'cert-manager',
    reason: 'noModule',
    module: null,
  },
  {
    cluster: 'eu-1',
    source: 'velero',
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    namespace: 'velero',
    name: 'legacy-crm',
    reason: 'noEntity',
    module: 'legacy-crm',
  },
];

/** A backend of a small fleet, of which one cluster does not answer. */
export const FLEET_API: O8Api = createFakeApi(MODULES, {
  getModules: async ({ filter = {} } = {}) => {
    const part = filter.name?.[0].toLowerCase() ?? '';
    return createAnswer(
      MODULES.filter(({ title, facets }) => {
        const fits = (['sync', 'compliance', 'recovery'] as const).every(
          facet => filter[facet]?.includes(facets[facet].verdict) ?? true,
        );
        return fits && title.toLowerCase().includes(part);
      }),
      {
        sources: createSources({
          'us-1': {
            state: 'failed',
            since: minutesAgo(12),
            message: 'The cluster cannot be reached: connection refused',
          },
        }),
      },
    );
  },
  getModule: async () => createTroubledDetail(),
  getUnmatched: async () => createAnswer(UNMATCHED),
});
