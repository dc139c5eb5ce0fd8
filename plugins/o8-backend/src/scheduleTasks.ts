import type {
  AuthService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { readModules } from './catalog';
import type { O8Config } from './config';
import type { Engine } from './engine';
import { createClusterResolver } from './facts';

const RETAIN = { hours: 1 };
const TIMEOUT = { minutes: 2 };

/** Has the things done that come round: each by one replica at a time. */
export async function scheduleTasks(options: {
  auth: AuthService;
  catalog: CatalogService;
  config: O8Config;
  engine: Pick<Engine, 'setModules' | 'retain'>;
  scheduler: SchedulerService;
}): Promise<void> {
  const { auth, catalog, config, engine, scheduler } = options;
  await scheduler.scheduleTask({
    id: 'o8-map-modules',
    frequency: { milliseconds: config.mapping.refreshMs },
    timeout: TIMEOUT,
    // A read that fails throws before anything is taken away.
    fn: async () =>
      engine.setModules(
        await readModules({
          auth,
          catalog,
          resolveCluster: createClusterResolver(config.clusters),
          trustAnnotations: config.mapping.trustAnnotations,
        }),
      ),
  });
  await scheduler.scheduleTask({
    id: 'o8-retain',
    frequency: RETAIN,
    timeout: TIMEOUT,
    fn: () => engine.retain(new Date()),
  });
}
