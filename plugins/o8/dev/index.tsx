import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import plugin, { o8ApiRef } from '../src';
import { FLEET_API } from './fleet';

/** Every part of the plugin in every state; docs/reference/design.md explains them. */
const designPage = PageBlueprint.make({
  name: 'design',
  params: {
    path: '/',
    title: 'How pages look and speak',
    loader: () => import('./DesignPage').then(m => <m.DesignPage />),
  },
});

/** Where the links of the list of modules lead. */
const entityPage = PageBlueprint.make({
  name: 'entity',
  params: {
    path: '/catalog/:namespace/:kind/:name',
    routeRef: entityRouteRef,
    loader: () =>
      import('./CardStates').then(m => <m.ModuleCards api={FLEET_API} />),
  },
});

const fleetApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({ api: o8ApiRef, deps: {}, factory: () => FLEET_API }),
});

const catalogApi = ApiBlueprint.make({
  name: 'catalog',
  params: defineParams =>
    defineParams({
      api: catalogApiRef,
      deps: {},
      factory: () => catalogApiMock({ entities: [] }),
    }),
});

createDevApp({
  features: [
    plugin,
    createFrontendModule({
      pluginId: 'o8',
      extensions: [designPage, entityPage, fleetApi, catalogApi],
    }),
  ],
});
