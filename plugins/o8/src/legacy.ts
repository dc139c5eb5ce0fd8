/**
 * The same components for apps of the legacy frontend system.
 *
 * @packageDocumentation
 */

import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { O8Client } from '@orchestr8/backstage-plugin-o8-common';
import { o8ApiRef } from './api';
import {
  landingZonePickerSchema,
  O8LandingZonePicker,
  validateLandingZone,
} from './components/O8LandingZonePicker';
import {
  moduleNameSchema,
  O8ModuleName,
  validateModuleName,
} from './components/O8ModuleName';
import { modulesRouteRef, rootRouteRef } from './routes';

export { isModule } from './isModule';

/**
 * The frontend of Orchestr8 for the legacy frontend system.
 *
 * @public
 */
export const o8Plugin = createPlugin({
  id: 'o8',
  routes: { root: rootRouteRef },
  externalRoutes: { modules: modulesRouteRef },
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

/**
 * Shows what runs where, and whether it is what git says.
 *
 * @public
 */
export const EntityO8SyncCard: () => JSX.Element = o8Plugin.provide(
  createComponentExtension({
    name: 'EntityO8SyncCard',
    component: {
      lazy: () => import('./components/SyncCard').then(m => m.SyncCard),
    },
  }),
);

/**
 * Shows whether the module keeps the rules, with its evidence.
 *
 * @public
 */
export const EntityO8ComplianceCard: () => JSX.Element = o8Plugin.provide(
  createComponentExtension({
    name: 'EntityO8ComplianceCard',
    component: {
      lazy: () =>
        import('./components/ComplianceCard').then(m => m.ComplianceCard),
    },
  }),
);

/**
 * Shows whether the module can be brought back, and to when.
 *
 * @public
 */
export const EntityO8RecoveryCard: () => JSX.Element = o8Plugin.provide(
  createComponentExtension({
    name: 'EntityO8RecoveryCard',
    component: {
      lazy: () => import('./components/RecoveryCard').then(m => m.RecoveryCard),
    },
  }),
);

/**
 * Lists the modules with their three states; for a route such as `/o8`.
 *
 * @public
 */
export const O8ModulesPage: () => JSX.Element = o8Plugin.provide(
  createRoutableExtension({
    name: 'O8ModulesPage',
    mountPoint: rootRouteRef,
    component: () =>
      import('./components/ModulesPage').then(m => m.LegacyModulesPage),
  }),
);

/**
 * A field of the Scaffolder's forms: a landing zone that the user may use. Goes into
 * `ScaffolderFieldExtensions`, and is `ui:field: O8LandingZonePicker` in templates.
 *
 * @public
 */
export const O8LandingZonePickerFieldExtension: () => null = o8Plugin.provide(
  createScaffolderFieldExtension({
    name: 'O8LandingZonePicker',
    component: O8LandingZonePicker,
    validation: validateLandingZone,
    schema: landingZonePickerSchema.schema,
  }),
);

/**
 * A field of the Scaffolder's forms: the name of a new module, and whether it is free.
 * Goes into `ScaffolderFieldExtensions`, and is `ui:field: O8ModuleName` in templates.
 *
 * @public
 */
export const O8ModuleNameFieldExtension: () => null = o8Plugin.provide(
  createScaffolderFieldExtension({
    name: 'O8ModuleName',
    component: O8ModuleName,
    validation: validateModuleName,
    schema: moduleNameSchema.schema,
  }),
);
