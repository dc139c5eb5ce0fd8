import type {
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { O8Config } from './config';
import { Engine } from './engine';
import { StoredModuleIndex } from './modules';
import { ModuleSignals } from './signals';
import { toSourceStatuses } from './sourceStatus';
import type { ModuleEntity, Stores } from './store';
import type { Telemetry } from './telemetry';
import type { EngineTiming } from './timing';

/** What the read loop is made of. */
export interface ReadLoopOptions {
  config: O8Config;
  lifecycle: LifecycleService;
  logger: LoggerService;
  signals: SignalsService;
  sources: Source[];
  stores: Stores;
  telemetry: Telemetry;
  timing: EngineTiming;
}

/**
 * From the clusters to what answers are made of: the engine writes, the index follows
 * what it or another replica wrote, and signals tell open pages. It runs as long as the
 * plugin does.
 */
export async function createReadLoop(options: ReadLoopOptions) {
  const { config, lifecycle, sources, stores, timing } = options;
  const signals = new ModuleSignals({
    ...options,
    secret: await stores.moduleStore.getSecret('signals'),
  });
  const modules = new StoredModuleIndex({
    ...options,
    changes: stores.changes,
    store: stores.moduleStore,
    facts: stores.factReader,
    sources: stores.sourceStore,
    toStatuses: (rows, now) =>
      toSourceStatuses({
        rows,
        now,
        sources,
        clusters: config.clusters,
        freshPromiseMs: timing.freshPromiseMs,
      }),
    keyOf: ref => signals.keyOf(ref),
  });
  const engine = new Engine({
    ...options,
    ...stores,
    onChanged: async refs => {
      modules.refresh();
      signals.addModules(refs);
    },
    onSourcesChanged: () => {
      modules.refresh();
      signals.addSources();
    },
  });
  lifecycle.addStartupHook(() => engine.start());
  lifecycle.addStartupHook(() => signals.start());
  // In this order: what is judged until the end is said too.
  lifecycle.addShutdownHook(async () => {
    await engine.stop();
    await signals.stop();
  });
  return {
    modules,
    listStatuses: (ask?: { withKinds?: boolean }) => engine.listStatuses(ask),
    retain: (now: Date) => engine.retain(now),
    setModules: async (entities: ModuleEntity[]) => {
      await engine.setModules(entities);
      modules.refresh();
    },
  };
}
