import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { o8Permissions } from '@orchestr8/backstage-plugin-o8-common';
import { readO8Config } from './config';
import { createRouter } from './router';
import { createConfiguredSources } from './sources';
import { DatabaseSourceStore } from './store';

/**
 * The backend of Orchestr8: what the configured clusters run, as one API under
 * `/api/o8`.
 *
 * @public
 */
export const o8Plugin = createBackendPlugin({
  pluginId: 'o8',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init(deps) {
        const { clusters } = readO8Config(deps.config);
        const sourceStore = await DatabaseSourceStore.create(deps);
        await sourceStore.reconcile(
          createConfiguredSources(clusters, new Date()),
        );
        deps.logger.info(`Configured clusters: ${clusters.length}`);

        deps.permissionsRegistry.addPermissions(o8Permissions);
        deps.httpRouter.use(
          await createRouter({ ...deps, clusters, sourceStore }),
        );
      },
    });
  },
});
