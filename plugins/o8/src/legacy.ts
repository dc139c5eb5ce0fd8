/**
 * The same components for apps of the legacy frontend system.
 *
 * @packageDocumentation
 */

import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { O8Client } from '@orchestr8/backstage-plugin-o8-common';
import { o8ApiRef } from './api';

export { isModule } from './isModule';

/**
 * The frontend of Orchestr8 for the legacy frontend system.
 *
 * @public
 */
export const o8Plugin = createPlugin({
  id: 'o8',
  apis: [
    createApiFactory({
      api: o8ApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new O8Client(deps),
    }),
  ],
});

/**
 * Shows how fresh what is known of each cluster is.
 *
 * @public
 */
export const EntityO8SourcesCard: () => JSX.Element = o8Plugin.provide(
  createComponentExtension({
    name: 'EntityO8SourcesCard',
    component: {
      lazy: () => import('./components/SourcesCard').then(m => m.SourcesCard),
    },
  }),
);
