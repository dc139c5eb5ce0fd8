import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { O8Api } from '@orchestr8/backstage-plugin-o8-common';
import { useLocation, useNavigate } from 'react-router-dom';
import {
  createAnswer,
  createFakeApi,
} from '../../../__testUtils__/createFakeApi';
import { createModuleSummary } from '../../../__testUtils__/createModuleSummary';
import { FakeSignals } from '../../../__testUtils__/FakeSignals';
import { minutesAgo } from '../../../__testUtils__/times';
import { o8ApiRef } from '../../../api';
import { ModulesPage } from '../ModulesPage';

/** One that needs attention, one of which not all is known, and one that is well. */
export const MODULES = [
  createModuleSummary('billing', {
    title: 'Billing',
    facets: {
      recovery: {
        verdict: 'bad',
        headline: { code: 'rpoBreached', params: {} },
        since: minutesAgo(540),
      },
    },
  }),
  createModuleSummary('copy', {
    binding: 'unbound',
    owner: null,
    clusters: [],
    facets: {
      sync: {
        verdict: 'unknown',
        headline: { code: 'notDeployed', params: {} },
      },
    },
  }),
  createModuleSummary('voicefuse', { title: 'VoiceFuse' }),
];

const COMPONENT = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'x', annotations: { 'orchestr8.io/module': 'x' } },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/elsewhere' }],
};

/** What the address bar shows, and its way back. */
function Address() {
  const navigate = useNavigate();
  return (
    <>
      <output aria-label="address">{useLocation().search}</output>
      <button onClick={() => navigate(-1)}>Back</button>
    </>
  );
}

/** The page in an app, with what is asked of the backend. */
export function renderPage(
  methods: Partial<O8Api> = {},
  options: { path?: string; banner?: string } = {},
) {
  const { path = '/', banner } = options;
  const getModules = jest.fn<
    ReturnType<O8Api['getModules']>,
    Parameters<O8Api['getModules']>
  >(methods.getModules ?? (async () => createAnswer(MODULES)));
  const signals = new FakeSignals();
  renderInTestApp(
    <>
      <Address />
      <ModulesPage />
    </>,
    {
      apis: [
        [o8ApiRef, createFakeApi(MODULES, { ...methods, getModules })],
        [signalApiRef, signals],
        [
          catalogApiRef,
          catalogApiMock.mock({
            getEntityFacets: async () => ({
              facets: {
                'relations.ownedBy': COMPONENT.relations.map(relation => ({
                  value: relation.targetRef,
                  count: 1,
                })),
                'relations.partOf': [],
              },
            }),
          }),
        ],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: [path],
      config: {
        app: { baseUrl: 'http://localhost' },
        backend: { baseUrl: 'http://localhost' },
        ...(banner && { o8: { banner: { text: banner } } }),
      },
    },
  );
  return { getModules, signals };
}
