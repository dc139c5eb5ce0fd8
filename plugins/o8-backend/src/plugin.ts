import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { o8Permissions } from '@orchestr8/backstage-plugin-o8-common';
import {
  inspectModule,
  o8GitServiceRef,
  o8LandingZonesServiceRef,
  o8SourcesExtensionPoint,
} from '@orchestr8/backstage-plugin-o8-node';
import { assessors, listJudged } from './assess';
import { readO8Config } from './config';
import { Engine } from './engine';
import { ModuleNames } from './landingZones';
import { ModuleReader } from './modules';
import { createRouter } from './router';
import { scheduleTasks } from './scheduleTasks';
import { ModuleSignals } from './signals';
import { builtInSources, SourceRegistry } from './sources';
import {
  DatabaseFactReader,
  DatabaseFactStore,
  DatabaseLeaseStore,
  DatabaseModuleStore,
  DatabaseSourceStore,
} from './store';
import { scaleTiming } from './timing';

/**
 * The backend of Orchestr8: what the configured clusters run, as one API under
 * `/api/o8`.
 *
 * @public
 */
export const o8Plugin = createBackendPlugin({
  pluginId: 'o8',
  register(env) {
    const registry = new SourceRegistry(builtInSources);
    env.registerExtensionPoint(o8SourcesExtensionPoint, registry);

    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        git: o8GitServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        landingZones: o8LandingZonesServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const config = readO8Config(deps.config);
        const timing = scaleTiming(config.timing.scale);
        const storeOptions = { database: deps.database, timing };
        const factReader = await DatabaseFactReader.create(storeOptions);
        const factStore = await DatabaseFactStore.create({
          ...storeOptions,
          judgedTypes: listJudged(assessors).types,
        });
        const leaseStore = await DatabaseLeaseStore.create(storeOptions);
        const moduleStore = await DatabaseModuleStore.create(storeOptions);
        const sourceStore = await DatabaseSourceStore.create(storeOptions);
        const moduleSignals = new ModuleSignals({
          signals: deps.signals,
          secret: await moduleStore.getSecret('signals'),
        });
        const engine = new Engine({
          config,
          sources: registry.list(),
          factReader,
          factStore,
          leaseStore,
          moduleStore,
          sourceStore,
          onChanged: refs => moduleSignals.publish(refs),
          logger: deps.logger,
          timing,
        });
        deps.lifecycle.addStartupHook(() => engine.start());
        deps.lifecycle.addShutdownHook(() => engine.stop());
        await scheduleTasks({ ...deps, config, engine });
        deps.logger.info(`Configured clusters: ${config.clusters.length}`);
        config.notices.forEach(notice => deps.logger.info(notice));

        const listStatuses: Engine['listStatuses'] = options =>
          engine.listStatuses(options);
        const modules = new ModuleReader({
          store: moduleStore,
          facts: factReader,
          listStatuses: () => listStatuses(),
          keyOf: ref => moduleSignals.keyOf(ref),
        });
        const moduleNames = new ModuleNames({
          ...deps,
          inspect: query => inspectModule({ ...query, git: deps.git }),
        });
        deps.permissionsRegistry.addPermissions(o8Permissions);
        deps.httpRouter.use(
          await createRouter({
            ...deps,
            factReader,
            listStatuses,
            moduleNames,
            modules,
          }),
        );
      },
    });
  },
});
