import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  o8GitServiceRef,
  o8LandingZonesServiceRef,
} from '@orchestr8/backstage-plugin-o8-node';
import { createActions } from './actions';

/**
 * Adds the actions of Orchestr8 to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleO8 = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'o8',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        git: o8GitServiceRef,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        zones: o8LandingZonesServiceRef,
      },
      async init({ actions, ...services }) {
        actions.addActions(...createActions(services));
      },
    });
  },
});
