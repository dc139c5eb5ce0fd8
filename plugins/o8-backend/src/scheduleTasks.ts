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
/** Less than the timeout, after which another replica may read. */
const MAX_READ_MS = 60_000;

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
    fn: async signal => {
      const begunMs = performance.now();
      const entities = await readModules({
        auth,
        catalog,
        resolveCluster: createClusterResolver(config.clusters),
        trustAnnotations: config.mapping.trustAnnotations,
      });
      // A replica that stood still meanwhile has read a catalog of the past, and
      // others have gone on with a later one.
      if (signal.aborted || performance.now() - begunMs > MAX_READ_MS) {
        throw new Error('Reading the catalog took too long to be true still');
      }
      await engine.setModules(entities);
    },
  });
  await scheduler.scheduleTask({
    id: 'o8-retain',
    frequency: RETAIN,
    timeout: TIMEOUT,
    fn: () => engine.retain(new Date()),
  });
}
