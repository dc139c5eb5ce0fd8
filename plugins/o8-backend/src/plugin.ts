import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  inspectModule,
  o8GitServiceRef,
  o8LandingZonesServiceRef,
  o8SourcesExtensionPoint,
} from '@orchestr8/backstage-plugin-o8-node';
import { assessors, listJudged } from './assess';
import { readO8Config } from './config';
import { createReadLoop } from './createReadLoop';
import { ModuleNames } from './landingZones';
import { registerPermissions } from './permissions';
import { createRouter, createRoutes } from './router';
import { scheduleTasks } from './scheduleTasks';
import { builtInSources, SourceRegistry } from './sources';
import { openStores } from './store';
import {
  createPluginTelemetry,
  measureRequests,
  measureStore,
  observeGauges,
} from './telemetry';
import { readinessServiceRef, watchStore } from './telemetry/health';
import { scaleTiming } from './timing';
import { CallerService } from './visibility';

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
        auditor: coreServices.auditor,
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
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        readiness: readinessServiceRef,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        tracing: tracingServiceRef,
      },
      async init(deps) {
        const config = readO8Config(deps.config);
        const timing = scaleTiming(config.timing.scale);
        const { telemetry, instruments } = createPluginTelemetry(deps);
        const stores = await openStores({
          database: deps.database,
          timing,
          judgedTypes: listJudged(assessors).types,
          measure: (store, name) => measureStore(store, name, telemetry),
        });
        const readLoop = await createReadLoop({
          ...deps,
          config,
          sources: registry.list(),
          stores,
          telemetry,
          timing,
        });
        await scheduleTasks({ ...deps, config, engine: readLoop });
        deps.logger.info(`Configured clusters: ${config.clusters.length}`);
        config.notices.forEach(notice => deps.logger.info(notice));

        const moduleNames = new ModuleNames({
          ...deps,
          inspect: query => inspectModule({ ...query, git: deps.git }),
        });
        const health = watchStore({
          ...deps,
          ping: () => stores.monitor.ping(),
        });
        observeGauges(instruments, {
          listStatuses: () => readLoop.listStatuses(),
          countWaiting: () => stores.monitor.countWaiting(),
          isStoreUp: () => health.isUp(),
          standing: () => telemetry.standing(),
        });
        deps.httpRouter.use(measureRequests(telemetry));
        const callers = new CallerService({
          ...deps,
          cacheMs: config.permissions.cacheMs,
          telemetry,
          store: stores.visibilityStore,
          toCriteria: registerPermissions({
            registry: deps.permissionsRegistry,
            store: stores.visibilityStore,
          }),
        });
        deps.httpRouter.use(
          createRouter({
            auditor: deps.auditor,
            callers,
            routes: createRoutes({
              ...stores,
              ...readLoop,
              landingZones: deps.landingZones,
              moduleNames,
              telemetry,
            }),
          }),
        );
      },
    });
  },
});
